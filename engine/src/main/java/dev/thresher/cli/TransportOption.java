package dev.thresher.cli;

import dev.thresher.model.EngineSettings.Transport;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --transport direct}, short for a setting. */
record TransportOption(Transport transport) {
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }

  static final class Converter implements ITypeConverter<TransportOption> {
    @Override
    public TransportOption convert(String word) {
      return Arrays.stream(Transport.values())
          .filter(transport -> word(transport).equals(word))
          .findFirst()
          .map(TransportOption::new)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + word + "' is no transport; there are " + String.join(", ", words())));
    }
  }

  /** The same as arguments of {@code --set}. */
  List<String> sets() {
    return List.of("engine.transport=" + word(transport));
  }

  private static List<String> words() {
    return Arrays.stream(Transport.values()).map(TransportOption::word).toList();
  }

  private static String word(Transport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }
}
