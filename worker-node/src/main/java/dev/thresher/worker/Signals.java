package dev.thresher.worker;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/** What a worker does on signals that the JVM would otherwise end it for. */
final class Signals {
  private Signals() {}

  /**
   * Ctrl-C and a closed terminal are the coordinator's business. Workers are in a session of their
   * own where the system has one to give; this is for where it has not.
   */
  static void ignoreInterrupts() {
    Signal.handle(new Signal("INT"), _ -> {});
    Signal.handle(new Signal("HUP"), _ -> {});
  }

  /** The first SIGTERM drains, the second ends the process at once. */
  static void onTerminate(Runnable drain) {
    var count = new AtomicInteger();
    Signal.handle(
        new Signal("TERM"),
        _ -> {
          if (count.incrementAndGet() == 1) {
            drain.run();
          } else {
            Exits.with(Exits.TERMINATED);
          }
        });
  }
}
