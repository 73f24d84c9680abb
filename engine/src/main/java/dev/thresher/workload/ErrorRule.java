package dev.thresher.workload;

/** {@code on-error}: what a task that failed for good does to the rest of the run. */
public enum ErrorRule {
  FAIL_FAST,
  COLLECT,
  SKIP
}
