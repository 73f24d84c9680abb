package dev.thresher.compare;

import dev.thresher.compare.CodeTime.Part;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much longer the code of a task takes while others run beside it, and what the growth is made
 * of.
 *
 * @param arm with several tasks at once
 * @param alone the arm in which a task is alone, {@code threads:1}
 */
public record SlowDown(Arm arm, Arm alone, CodeTime its, CodeTime itsAlone) {
  /** Of less growth nothing can be said: noise is as large. */
  static final double WORTH_NAMING = 1.1;

  private static final double FEWEST_TASKS = 10;
  private static final double LEAST_SHARE = 0.01;
  private static final double MOSTLY = 0.5;

  /** Of those arms that run at least two tasks at once, up to a limit, and tell. */
  public static List<SlowDown> of(List<ArmResult> arms) {
    var alone =
        arms.stream()
            .filter(result -> result.arm().equals(new Arm(BackendKind.THREADS, 1)))
            .filter(SlowDown::tells)
            .findFirst();
    return alone.stream()
        .flatMap(one ->
            arms.stream()
                .filter(result -> result.arm().workers() > 1 && tells(result))
                .map(result ->
                    new SlowDown(
                        result.arm(),
                        one.arm(),
                        result.code().orElseThrow(),
                        one.code().orElseThrow())))
        .toList();
  }

  private static boolean tells(ArmResult result) {
    return result
        .code()
        .filter(code -> code.tasks() >= FEWEST_TASKS && code.whole() > 0)
        .isPresent();
  }

  /** How many times as long a task takes. */
  public double factor() {
    return its.whole() / itsAlone.whole();
  }

  /** Seconds a task takes longer; below 0 if it takes less. */
  public double growth() {
    return its.whole() - itsAlone.whole();
  }

  public double growth(Part part) {
    return its.seconds(part) - itsAlone.seconds(part);
  }

  /** Which share of the growth the part is; of several some may be below 0 and others above 1. */
  public double share(Part part) {
    return growth(part) / growth();
  }

  boolean isWorthNaming() {
    return factor() >= WORTH_NAMING;
  }

  /** What is more than half of it; empty if nothing is, or it is not known. */
  public Optional<Part> cause() {
    return isWorthNaming() && its.isSplit()
        ? Arrays.stream(Part.values()).filter(part -> share(part) > MOSTLY).findFirst()
        : Optional.empty();
  }

  public String sentence() {
    return String.format(
        Locale.ROOT,
        "a task takes %.2f times as long on %s as alone on %s (%s, %s)%s",
        factor(),
        arm,
        alone,
        duration(its.whole()),
        duration(itsAlone.whole()),
        !isWorthNaming() ? "" : its.isSplit() ? ": of the growth " + shares() : unknown());
  }

  private String shares() {
    return Arrays.stream(Part.values())
        .filter(part -> Math.abs(share(part)) >= LEAST_SHARE)
        .sorted(Comparator.comparingDouble(part -> -share(part)))
        .map(part -> percent(share(part)) + " is " + part.growth())
        .collect(Collectors.joining(", "));
  }

  private String unknown() {
    return String.format(
        Locale.ROOT,
        "; %s of the growth is garbage collection, what else its threads waited for is not known",
        percent(share(Part.COLLECTION)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
