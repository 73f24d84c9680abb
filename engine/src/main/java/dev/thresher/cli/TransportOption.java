package dev.thresher.cli;

import dev.thresher.model.EngineSettings.Transport;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --transport direct}, short for a setting.
 *
 * @param sets the same as arguments of {@code --set}
 */
record TransportOption(List<String> sets) {
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }

  static final class Converter implements ITypeConverter<TransportOption> {
    @Override
    public TransportOption convert(String word) {
      if (!words().contains(word)) {
        throw new TypeConversionException(
            "'" + word + "' is no transport; there are " + String.join(", ", words()));
      }
      return new TransportOption(List.of("engine.transport=" + word));
    }
  }

  private static List<String> words() {
    return Arrays.stream(Transport.values())
        .map(transport -> transport.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
