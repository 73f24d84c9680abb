package dev.thresher.plan;

/** What a task that failed for good does to the rest of the run. */
public enum OnError {
  /** Nothing new starts; the run ends with the failure. */
  FAIL_FAST,
  /** The others go on; the run ends with all failures and no combined result. */
  COLLECT,
  /** The others go on; results without the failed ones. */
  SKIP
}
