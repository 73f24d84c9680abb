package dev.thresher.cli;

import dev.thresher.model.BackendKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Backends by the words that files and people use. */
final class BackendOption {
  private BackendOption() {}

  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }

  static final class Converter implements ITypeConverter<BackendKind> {
    @Override
    public BackendKind convert(String word) {
      return BackendKind.of(word)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + word + "' is no backend; there are " + String.join(", ", words())));
    }
  }

  private static List<String> words() {
    return Arrays.stream(BackendKind.values()).map(BackendKind::keyword).toList();
  }
}
