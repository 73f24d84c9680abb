package dev.thresher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the machine did meanwhile for processes that this one has not started, from Linux's {@code
 * /proc}. Time in interrupts counts as nobody's: it cannot be told whose packets they were.
 */
class OtherProcesses {
  /** Of the clock in which {@code /proc} counts; the same on every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  // Numbers of fields in a line of /proc/stat, and after the name in /proc/PID/stat.
  private static final int[] BUSY = {1, 2, 3, 8};
  private static final int[] OWN = {11, 12, 13, 14};

  /**
   * One look.
   *
   * @param othersTicks empty if this system does not tell
   */
  record Look(OptionalDouble othersTicks, long nanos) {}

  Look look() {
    return new Look(othersTicks(), System.nanoTime());
  }

  /** Processors that others kept busy since then, on average. */
  OptionalDouble processorsSince(Look before) {
    var now = look();
    if (before.othersTicks().isEmpty() || now.othersTicks().isEmpty()) {
      return OptionalDouble.empty();
    }
    double ticks = now.othersTicks().getAsDouble() - before.othersTicks().getAsDouble();
    return OptionalDouble.of(processors(ticks, now.nanos() - before.nanos()));
  }

  /** The kernel looks once a tick who runs on a processor, so that much may be an error. */
  static double processors(double ticks, long nanos) {
    double certain = ticks - Runtime.getRuntime().availableProcessors();
    return Math.max(0, certain / TICKS_PER_SECOND / (nanos / 1e9));
  }

  private static OptionalDouble othersTicks() {
    try (var family = Stream.concat(Stream.of(ProcessHandle.current()), descendants())) {
      var line = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
      double own = family.mapToDouble(process -> ownTicks(process.pid())).sum();
      return OptionalDouble.of(sum(line.split(" +"), BUSY) - own);
    } catch (IOException | RuntimeException anotherSystem) {
      return OptionalDouble.empty();
    }
  }

  private static Stream<ProcessHandle> descendants() {
    return ProcessHandle.current().descendants();
  }

  /** With its children that have ended and been waited for. */
  private static double ownTicks(long pid) {
    try {
      var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return sum(line.substring(line.lastIndexOf(')') + 2).split(" "), OWN);
    } catch (IOException ended) {
      return 0; // counted with its parent from now on
    }
  }

  private static double sum(String[] fields, int[] numbers) {
    double sum = 0;
    for (int number : numbers) {
      sum += Long.parseLong(fields[number]);
    }
    return sum;
  }
}
