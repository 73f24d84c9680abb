package dev.thresher.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Where a function runs best: {@link Thresher#compare}. {@code toString} has all of it in lines.
 *
 * @param arms in the order in which they were asked for
 * @param choice to be given to {@link Thresher#open}; empty if there is none, as when results
 *     differ
 * @param clear whether everything else is measurably slower; otherwise the choice is the simplest
 *     of those that could not be told apart
 * @param verdict the choice in a sentence, or why there is none
 * @param reasons with numbers, the weightiest first
 * @param changes what would change the answer
 * @param warnings why measurements deserve less trust
 * @param inputs so many were used
 * @param ofInputs so many were given
 * @param ended why there were no more passes, a sentence
 */
public record Comparison(
    List<Arm> arms,
    Optional<String> choice,
    boolean clear,
    String verdict,
    List<String> reasons,
    List<String> changes,
    List<String> warnings,
    int inputs,
    int ofInputs,
    String ended) {
  public Comparison {
    arms = List.copyOf(arms);
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }

  /** What became of an arm. */
  public enum State {
    MEASURED,
    /** So much slower than the best that it got no more passes. */
    HOPELESS,
    /** The function failed, or could not travel. */
    FAILED,
    /** The time was over before a pass of it counted. */
    UNMEASURED
  }

  /**
   * One place.
   *
   * @param place as {@link Thresher#open} takes it
   * @param passes over all inputs, those that count, in the order of time
   * @param time of a pass; empty without any
   * @param toBest how many times as long as the best arm, round by round
   * @param start from opening the executor to its first result; no part of the passes
   * @param failure why it failed; empty if it did not
   */
  public record Arm(
      String place,
      State state,
      List<Duration> passes,
      Optional<Time> time,
      OptionalDouble toBest,
      Duration start,
      String failure) {
    public Arm {
      passes = List.copyOf(passes);
    }

    @Override
    public String toString() {
      var what =
          time.isEmpty()
              ? state.name().toLowerCase(Locale.ROOT) + " " + failure
              : String.format(Locale.ROOT, "%s, %.2f x", time.get(), toBest.orElse(Double.NaN));
      return String.format(Locale.ROOT, "%-18s %s", place, what).stripTrailing();
    }
  }

  /** A median and its 95 % confidence interval. */
  public record Time(Duration median, Duration low, Duration high) {
    @Override
    public String toString() {
      return "%s (%s to %s)".formatted(millis(median), millis(low), millis(high));
    }

    private static String millis(Duration time) {
      return String.format(Locale.ROOT, "%.3f ms", time.toNanos() / 1e6);
    }
  }

  @Override
  public String toString() {
    return arms.stream().map(Arm::toString).collect(Collectors.joining("\n"))
        + "\n"
        + verdict
        + lines("because", reasons)
        + lines("would change it", changes)
        + lines("warning", warnings);
  }

  private static String lines(String what, List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "\n" + what + ": " + sentence)
        .collect(Collectors.joining());
  }
}
