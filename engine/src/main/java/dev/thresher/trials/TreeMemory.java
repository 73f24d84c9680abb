package dev.thresher.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory of a process and everything below it. Pages that several of them share count once (PSS of
 * proc_pid_smaps(5)). Not safe for several threads.
 */
final class TreeMemory {
  private final ProcessHandle root;
  private long peak;

  TreeMemory(ProcessHandle root) {
    this.root = root;
  }

  /** Looks once; a process that ends meanwhile counts as nothing. */
  void look() {
    long now =
        Stream.concat(Stream.of(root), root.descendants())
            .mapToLong(process -> proportional(process.pid()))
            .sum();
    peak = Math.max(peak, now);
  }

  private static long proportional(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
              .filter(line -> line.startsWith("Pss:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          << 10;
    } catch (IOException | RuntimeException ended) {
      return 0;
    }
  }

  /** The most that was seen at one time; empty if nothing was. */
  OptionalLong peak() {
    return peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }
}
