package dev.thresher.task;

/** How often a task may start. Results are committed exactly once in either case. */
public enum Semantics {
  /** Again after an unknown end, such as a lost worker; attempts may overlap. */
  AT_LEAST_ONCE,
  /** Never again after it may have started; a lost one ends as lost. */
  AT_MOST_ONCE
}
