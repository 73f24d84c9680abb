package dev.thresher.api;

/** What {@code submit} does when as many tasks wait as the executor is to hold. */
public enum WhenFull {
  /** It waits. An interrupt of the waiting thread rejects the task. */
  BLOCK,
  /** It throws a {@code RejectedExecutionException} with cause {@link Rejected}. */
  REJECT
}
