package dev.thresher.compare;

/**
 * Why a measurement deserves less trust.
 *
 * @param sentence with numbers, and what to do about it
 */
public record Warning(Kind kind, String sentence) {
  public enum Kind {
    /** Single trials far off the others. */
    OUTLIERS,
    /** Later trials are slower or faster than earlier ones: something else has begun or ended. */
    DRIFT,
    /** Trials differ so much that the interval is wide. */
    NOISE,
    /** Next to nothing is left of the run once starting and stopping are taken off. */
    TOO_SHORT,
    /** Tasks could have run and did not, as others had the processors. */
    BUSY,
    /** Too few trials for a confidence interval: it is the whole range. */
    FEW
  }
}
