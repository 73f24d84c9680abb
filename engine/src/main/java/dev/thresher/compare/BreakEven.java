package dev.thresher.compare;

/** How long a task must be for worker processes to be faster than threads. */
public sealed interface BreakEven {
  /**
   * Processes are faster for tasks that take longer than this, all else equal.
   *
   * @param seconds of one task alone
   * @param taskSeconds what a task of this workload takes alone
   */
  record Grain(double seconds, double taskSeconds, String sentence) implements BreakEven {}

  /**
   * There is no such time.
   *
   * @param priceShare what processes cost here against threads, as a share of the run: 0.034 for
   *     3.4 %; negative if they are faster at this size for another reason
   */
  record None(double priceShare, String sentence) implements BreakEven {}

  /** The trials do not tell. */
  record Unknown(String sentence) implements BreakEven {}

  String sentence();
}
