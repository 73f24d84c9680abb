package dev.thresher.api;

/** What a failed item does to a {@link Mapping}. A lost, timed out or cancelled one fails too. */
public enum OnError {
  /**
   * Reading throws at the position of the item, after all results before it; what runs is
   * interrupted and the rest never starts.
   */
  FAIL_FAST,
  /**
   * Everything runs and all results are given; then reading throws one {@link ItemsFailed} that
   * names the failures.
   */
  COLLECT,
  /** Failed items are left out and counted: {@link Mapping#skipped}. */
  SKIP
}
