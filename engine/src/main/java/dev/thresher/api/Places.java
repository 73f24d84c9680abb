package dev.thresher.api;

/** Places in this JVM. */
final class Places {
  private static final long PID = ProcessHandle.current().pid();

  private Places() {}

  static TaskPlace of(Thread thread) {
    return named(thread.getName());
  }

  static TaskPlace named(String thread) {
    return new TaskPlace(thread, "localhost", PID);
  }
}
