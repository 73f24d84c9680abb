package dev.thresher.cli;

import dev.thresher.compare.Fault;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --fault kill} and {@code --fault heap}. */
final class FaultOption implements ITypeConverter<Fault> {
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Fault.values()).map(Fault::word).iterator();
    }
  }

  @Override
  public Fault convert(String word) {
    return Fault.of(word)
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is no fault; there are %s"
                    .formatted(word, String.join(" and ", new Words()))));
  }
}
