package dev.thresher.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The ways in which the engine ends its worker process. */
final class Exits {
  static final int DONE = 0;
  static final int UNREACHABLE = 3;
  static final int INTERNAL_ERROR = 70;
  static final int TERMINATED = 143;

  static final int HOOKS_SECONDS = 3;

  private Exits() {}

  /**
   * Ends in good order, hooks included; returns at once, so whoever serves may call it. A hook of
   * user code that hangs is given {@link #HOOKS_SECONDS}, then the process is halted.
   */
  static void with(int code) {
    Thread.ofPlatform().name("exit").start(() -> System.exit(code));
    Thread.ofPlatform().name("halt").daemon().start(() -> haltLater(code));
  }

  private static void haltLater(int code) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(HOOKS_SECONDS));
    Runtime.getRuntime().halt(code);
  }

  /** Ends at once: the coordinator is dead, and no hook of user code may keep its worker alive. */
  static void orphaned() {
    Runtime.getRuntime().halt(UNREACHABLE);
  }
}
