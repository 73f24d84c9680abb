package dev.thresher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How many processes of this one's control group the system has killed for want of memory; of the
 * whole host where the group does not say. Nothing else tells such a kill from any other; processes
 * of the same group are not told apart.
 */
public final class MemoryKills {
  private static final String KILLED = "oom_kill ";
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  private MemoryKills() {}

  /** 0 where the system does not say. */
  public static long count() {
    var groups = textOf(Path.of("/proc/self/cgroup"));
    var ofGroup = countIn(GROUPS, groups);
    return ofGroup.isPresent()
        ? ofGroup.getAsLong()
        : countIn(textOf(Path.of("/proc/vmstat"))).orElse(0);
  }

  /**
   * @param groups what {@code /proc/self/cgroup} says
   */
  static OptionalLong countIn(Path root, String groups) {
    // Version 2 has one line, 0::/user.slice; version 1 one for each kind, 4:memory:/user.slice.
    for (var line : groups.lines().toList()) {
      var parts = line.split(":", 3);
      if (parts.length == 3) {
        var relative = parts[2].replaceFirst("^/+", "");
        var file =
            switch (parts[1]) {
              case "" -> root.resolve(relative).resolve("memory.events");
              case "memory" ->
                  root.resolve("memory").resolve(relative).resolve("memory.oom_control");
              default -> null;
            };
        var count = file == null ? OptionalLong.empty() : countIn(textOf(file));
        if (count.isPresent()) {
          return count;
        }
      }
    }
    return OptionalLong.empty();
  }

  static OptionalLong countIn(String events) {
    return events
        .lines()
        .filter(line -> line.startsWith(KILLED))
        .mapToLong(line -> Long.parseLong(line.substring(KILLED.length()).strip()))
        .findFirst();
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notSaid) {
      return "";
    }
  }
}
