package dev.thresher.cli;

import dev.thresher.workload.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as workload files write them: {@code 60s}, {@code 2m}. */
final class BudgetOption implements ITypeConverter<Duration> {
  private static final Duration LEAST = Duration.ofSeconds(1);

  @Override
  public Duration convert(String typed) {
    return DurationText.parse(typed)
        .filter(budget -> budget.compareTo(LEAST) >= 0)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + typed + "' is no budget; write a time of a second or more, such as 60s"));
  }
}
