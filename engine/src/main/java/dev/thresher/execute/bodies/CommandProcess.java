package dev.thresher.execute.bodies;

/** A command that has been started, at the head of a process group where there are such. */
interface CommandProcess {
  long pid();

  /** Whether it has ended within that time. */
  boolean waitFor(long millis) throws InterruptedException;

  /** Of one that has ended; 128 and the number of the signal that ended it. */
  int exitCode();

  /** Sends SIGTERM to the command alone. */
  void terminate();

  /** Sends SIGKILL to the command alone. */
  void kill();
}
