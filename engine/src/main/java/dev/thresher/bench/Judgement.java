package dev.thresher.bench;

import java.util.Locale;
import java.util.Optional;

/** Whether a must was met. Without a yardstick from the same quiet run nothing is ever met. */
public sealed interface Judgement {
  enum Plain implements Judgement {
    MET,
    MISSED,
    /** There is no must. */
    NONE
  }

  record NotJudged(String why) implements Judgement {}

  /**
   * @param yardstick of the same run
   * @param missing why there is no yardstick
   */
  static Judgement of(
      Must must, Measurement ours, Optional<Measurement> yardstick, String missing) {
    return switch (must) {
      case Must.Nothing _ -> Plain.NONE;
      case Must.AtLeast _, Must.AtMost _, Must.Within _ ->
          yardstick.isEmpty()
              ? new NotJudged(missing)
              : reliable(must, ours, yardstick.orElseThrow());
    };
  }

  private static Judgement reliable(Must must, Measurement ours, Measurement yardstick) {
    if (ours.repetitions().size() < Measurement.FEWEST) {
      return new NotJudged("fewer than " + Measurement.FEWEST + " repetitions");
    }
    for (var each : new Measurement[] {ours, yardstick}) {
      if (!each.isReliable()) {
        return new NotJudged(noise(each));
      }
    }
    return isMet(must, ours.median(), yardstick.median()) ? Plain.MET : Plain.MISSED;
  }

  private static String noise(Measurement spoilt) {
    var most = spoilt.othersAtMost();
    return most.isEmpty()
        ? "this system does not tell what other processes take"
        : String.format(
            Locale.ROOT, "noisy: others took up to %.1f processors", most.getAsDouble());
  }

  private static boolean isMet(Must must, double ours, double yardstick) {
    return switch (must) {
      case Must.AtLeast(double times) -> ours >= times * yardstick;
      case Must.AtMost(double times) -> ours <= times * yardstick;
      case Must.Within(double limit) -> ours <= limit;
      case Must.Nothing _ -> false;
    };
  }

  default String text() {
    return switch (this) {
      case Plain.MET -> "met";
      case Plain.MISSED -> "missed";
      case Plain.NONE -> "-";
      case NotJudged(String why) -> "not judged: " + why;
    };
  }
}
