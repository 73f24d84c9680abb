package dev.thresher.compare;

/**
 * Why a measurement deserves less trust.
 *
 * @param figures what was found of the arm
 * @param advice what follows from it, or what to do about it; the same for all arms
 */
public record Warning(Kind kind, String figures, String advice) {
  public enum Kind {
    /** Single trials far off the others. */
    OUTLIERS("trials far off the others"),
    /** Trials differ so much that the interval is wide. */
    NOISE("trials differ much"),
    /** Next to nothing is left of the run once starting and stopping are taken off. */
    TOO_SHORT("hardly any time passes while tasks run"),
    /** Tasks could have run and did not, as others had the processors. */
    BUSY("tasks could have run, but something else had the processors"),
    /** Too few trials for a confidence interval: it is the whole range. */
    FEW("too few trials for an interval");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What is the matter, to be followed by where. */
    String words() {
      return words;
    }
  }

  /** Of its arm alone. */
  public String sentence() {
    return kind.words + " (" + figures + "): " + advice;
  }
}
