package dev.thresher.trials;

import dev.thresher.compare.Inside.Gc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the logs of garbage collection that the JVMs of a run wrote. */
final class GcLogs {
  private static final Pattern PAUSE = Pattern.compile("\\bPause\\b.* ([0-9.]+)ms$");

  /** Before, after, and in brackets the size, in MiB, of what a pause left of the heap. */
  private static final Pattern LEFT = Pattern.compile(" (\\d+)M->(\\d+)M\\(");

  /** One of the parts of the heap, or the whole of it, when the JVM ends. */
  private static final Pattern AT_EXIT = Pattern.compile("\\btotal\\b.*\\bused (\\d+)K");

  private static final Gc NONE = new Gc(0, 0, 0, 0);

  private GcLogs() {}

  /** Over all JVMs; empty if there is no log. */
  static Optional<Gc> in(Path directory) {
    try (var files = Files.list(directory)) {
      var logs = files.filter(file -> file.getFileName().toString().startsWith("gc-")).toList();
      return logs.isEmpty()
          ? Optional.empty()
          : Optional.of(logs.stream().map(GcLogs::of).reduce(NONE, GcLogs::sum));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Gc sum(Gc one, Gc other) {
    return new Gc(
        one.stops() + other.stops(),
        one.seconds() + other.seconds(),
        Math.max(one.longest(), other.longest()),
        one.allocatedBytes() + other.allocatedBytes());
  }

  private static Gc of(Path log) {
    var pauses = NONE;
    long allocated = 0;
    long left = 0;
    long atExit = 0;
    try {
      for (var line : Files.readAllLines(log)) {
        var pause = PAUSE.matcher(line);
        if (pause.find()) {
          double seconds = Double.parseDouble(pause.group(1)) / 1e3;
          pauses = sum(pauses, new Gc(1, seconds, seconds, 0));
          var heap = LEFT.matcher(line);
          if (heap.find()) {
            // What is there now beyond what the pause before had left was allocated meanwhile.
            allocated += Math.max(0, (Long.parseLong(heap.group(1)) << 20) - left);
            left = Long.parseLong(heap.group(2)) << 20;
          }
        }
        var end = AT_EXIT.matcher(line);
        if (end.find()) {
          atExit += Long.parseLong(end.group(1)) << 10;
        }
      }
    } catch (IOException unreadable) {
      return pauses;
    }
    // A JVM that was killed has not said what it held at its end.
    return sum(pauses, new Gc(0, 0, 0, allocated + Math.max(0, atExit - left)));
  }
}
