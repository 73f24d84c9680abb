package dev.thresher.api;

/** A worker process ended while it ran the task, and the task may not start again. */
public final class WorkerLost extends ThresherException {
  private static final long serialVersionUID = 1;
  private final transient TaskOrigin origin;

  /**
   * @param detail what is known of the end of the process: exit code or signal, evidence of too
   *     little memory
   */
  public WorkerLost(String detail, TaskOrigin origin) {
    super(detail + " (" + origin + ")");
    this.origin = origin;
  }

  /** Where it ran, with the last lines that the worker printed. */
  public TaskOrigin origin() {
    return origin;
  }
}
