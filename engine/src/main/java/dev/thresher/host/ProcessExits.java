package dev.thresher.host;

import java.util.concurrent.CompletableFuture;

/** The ends of processes that this one has started. */
public final class ProcessExits {
  private ProcessExits() {}

  /**
   * Completes with the exit value within milliseconds of the process's end, on a thread that has
   * nothing else to do. {@code Process.onExit} hands over to the JDK's common pool, which belongs
   * to the program: on two cores it is one thread, and while code of the program's holds that one,
   * for instance to wait for a result, nobody would hear that the process which owes it has ended.
   */
  public static CompletableFuture<Integer> of(Process process) {
    var exit = new CompletableFuture<Integer>();
    Thread.ofPlatform()
        .daemon()
        .name("exit of " + process.pid())
        .start(() -> exit.complete(await(process)));
    return exit;
  }

  private static int await(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException never) {
        // nobody has this thread to interrupt it
      }
    }
  }
}
