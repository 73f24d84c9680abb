package dev.thresher.trials;

import dev.thresher.compare.Inside.Gc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** Reads the logs of garbage collection that the JVMs of a run wrote. */
final class GcLogs {
  private static final Pattern PAUSE = Pattern.compile("\\bPause\\b.* ([0-9.]+)ms$");

  private GcLogs() {}

  /** Over all JVMs; empty if there is no log. */
  static Optional<Gc> in(Path directory) {
    try (var files = Files.list(directory)) {
      var logs = files.filter(file -> file.getFileName().toString().startsWith("gc-")).toList();
      var pauses = logs.stream().flatMapToDouble(GcLogs::pauses).toArray();
      return logs.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Gc(
                  pauses.length,
                  DoubleStream.of(pauses).sum(),
                  DoubleStream.of(pauses).max().orElse(0)));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static DoubleStream pauses(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(PAUSE::matcher)
          .filter(java.util.regex.Matcher::find)
          .mapToDouble(found -> Double.parseDouble(found.group(1)) / 1e3);
    } catch (IOException unreadable) {
      return DoubleStream.empty();
    }
  }
}
