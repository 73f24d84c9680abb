package dev.thresher.execute.bodies;

/** Waits for a command; ends its whole group if it is told to stop. */
final class CommandRun {
  /** From SIGTERM to SIGKILL. */
  private static final long GRACE_MILLIS = 5_000;

  private static final long LOOK_MILLIS = 100;

  private final CommandProcess process;
  private final CommandGroups groups;
  private final Runnable look;

  /**
   * @param look done several times a second while it runs, and once when it has ended
   */
  CommandRun(CommandProcess process, CommandGroups groups, Runnable look) {
    this.process = process;
    this.groups = groups;
    this.look = look;
  }

  /**
   * The exit code; 128 and the number of the signal that ended it.
   *
   * @throws InterruptedException if it was told to stop; it has ended by then
   */
  int await() throws InterruptedException {
    groups.began(process);
    try {
      while (!process.waitFor(LOOK_MILLIS)) {
        look.run();
      }
      look.run();
      return process.exitCode();
    } catch (InterruptedException stopped) {
      stop();
      throw stopped;
    } finally {
      groups.ended(process);
    }
  }

  private void stop() {
    groups.terminate(process);
    try {
      if (process.waitFor(GRACE_MILLIS)) {
        return;
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    groups.kill(process);
  }
}
