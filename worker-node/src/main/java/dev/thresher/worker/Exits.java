package dev.thresher.worker;

/** The ways in which the engine ends its worker process. */
final class Exits {
  static final int DONE = 0;
  static final int UNREACHABLE = 3;
  static final int INTERNAL_ERROR = 70;
  static final int TERMINATED = 143;

  private Exits() {}

  /** Ends in good order, hooks included; returns at once, so an actor may call it. */
  static void with(int code) {
    Thread.ofPlatform().name("exit").start(() -> System.exit(code));
  }

  /** Ends at once: the coordinator is dead, and no hook of user code may keep its worker alive. */
  static void orphaned() {
    Runtime.getRuntime().halt(UNREACHABLE);
  }
}
