package dev.thresher.execute.bodies;

/** A command that has been started, at the head of a process group where there are such. */
interface CommandProcess {
  long pid();

  /**
   * Whether signals go to all of its group, and what is left of that is killed when the command has
   * ended; otherwise they go to the command alone.
   */
  boolean reachesItsGroup();

  /** Whether it has ended within that time. */
  boolean waitFor(long millis) throws InterruptedException;

  /** Of one that has ended; 128 and the number of the signal that ended it. */
  int exitCode();

  /** Sends SIGTERM. */
  void terminate();

  /** Sends SIGKILL. */
  void kill();
}
