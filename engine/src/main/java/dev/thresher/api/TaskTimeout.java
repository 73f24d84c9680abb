package dev.thresher.api;

import java.time.Duration;

/** The deadline of a task passed while it ran. */
public final class TaskTimeout extends ThresherException {
  private static final long serialVersionUID = 1;
  private final Duration limit;
  private final transient TaskOrigin origin;

  /**
   * @param limit counted from the start on the worker
   */
  public TaskTimeout(Duration limit, TaskOrigin origin) {
    super("the deadline of " + limit.toMillis() + " ms passed while the task ran " + origin);
    this.limit = limit;
    this.origin = origin;
  }

  public Duration limit() {
    return limit;
  }

  public TaskOrigin origin() {
    return origin;
  }
}
