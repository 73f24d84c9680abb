package dev.thresher.compare;

/** How much a task may send and return for worker processes to be faster than threads. */
public sealed interface PayloadLimit {
  /**
   * Processes are faster for tasks that move fewer bytes than this, all else equal.
   *
   * @param bytes arguments and result together, as encoded
   * @param bytesHere what a task of this workload moves on processes
   */
  record Bytes(double bytes, double bytesHere, String sentence) implements PayloadLimit {}

  /** Processes are not faster even without any. */
  record None(String sentence) implements PayloadLimit {}

  /** The trials do not tell. */
  record Unknown(String sentence) implements PayloadLimit {}

  String sentence();
}
