package dev.thresher.cli;

/** Ends the JVM, in an orderly way if it can be had in time. */
final class EndOfProcess {
  private static final long PATIENCE_MILLIS = 5_000;

  private EndOfProcess() {}

  /** A shutdown hook that hangs, of whatever library, must not keep the user waiting. */
  static void exit(int exitCode) {
    if (!isRecordingForStartUpCache()) {
      haltLater(exitCode);
    }
    System.exit(exitCode);
  }

  // The JVM writes its record while it exits, which takes seconds.
  private static boolean isRecordingForStartUpCache() {
    return System.getProperty("thresher.aot.mode", "").equals("record");
  }

  private static void haltLater(int exitCode) {
    Thread.ofPlatform()
        .daemon()
        .name("thresher-exit")
        .start(() -> {
          try {
            Thread.sleep(PATIENCE_MILLIS);
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(exitCode);
        });
  }
}
