package dev.thresher.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Processor time of children of this process that have ended, with all of theirs that they waited
 * for; in steps of 10 ms. See {@code cutime} and {@code cstime} in proc_pid_stat(5).
 */
final class ChildTimes {
  // The unit that Linux shows to programs, whatever the kernel ticks at.
  private static final double TICKS_PER_SECOND = 100;
  private static final int AFTER_NAME = 2;
  private static final int CUTIME = 16 - AFTER_NAME - 1;

  private ChildTimes() {}

  /** Seconds; empty where the system does not tell. */
  static OptionalDouble read() {
    try {
      var stat = Files.readString(Path.of("/proc/self/stat"));
      // The name, in brackets, may hold anything.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return OptionalDouble.of(
          (Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CUTIME + 1])) / TICKS_PER_SECOND);
    } catch (IOException | RuntimeException noProc) {
      return OptionalDouble.empty();
    }
  }

  static OptionalDouble since(OptionalDouble before) {
    var now = read();
    return now.isEmpty() || before.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(now.getAsDouble() - before.getAsDouble());
  }
}
