package dev.thresher.cli;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --halt soon,fail=10%}, in the words of GNU parallel.
 *
 * @param sets the same as arguments of {@code --set}
 */
record HaltOption(List<String> sets) {
  private static final Pattern FORM =
      Pattern.compile("(now|soon),fail=([1-9]\\d{0,17}|\\d{1,3}(?:\\.\\d{1,9})?%)");

  static final class Converter implements ITypeConverter<HaltOption> {
    @Override
    public HaltOption convert(String typed) {
      var form = FORM.matcher(typed);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'" + typed + "' must be such as soon,fail=10 or now,fail=2.5%");
      }
      var running = form.group(1).equals("now") ? "stop" : "finish";
      return new HaltOption(List.of("halt.failures=" + form.group(2), "halt.running=" + running));
    }
  }
}
