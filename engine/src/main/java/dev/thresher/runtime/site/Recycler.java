package dev.thresher.runtime.site;

import dev.thresher.api.Recycling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Replaces workers that have done enough. Called whenever a worker has said something. */
final class Recycler {
  private static final long PAGE_BYTES = 4096;

  private final Recycling when;
  private final Crew crew;
  private final Desk desk;

  Recycler(Recycling when, Crew crew, Desk desk) {
    this.when = when;
    this.crew = crew;
    this.desk = desk;
  }

  /** Whether it ever replaces any. */
  boolean looks() {
    return !when.equals(Recycling.NEVER);
  }

  void look() {
    if (looks()) {
      crew.retire(this::isWorn)
          .forEach(worker -> desk.replace(worker, false, "has done its share of tasks"));
    }
  }

  private boolean isWorn(long pid, Duration age, long finished) {
    return (when.tasks().isPresent() && finished >= when.tasks().getAsInt())
        || (when.age().isPresent() && age.compareTo(when.age().get()) > 0)
        || (when.memoryBytes().isPresent() && residentBytes(pid) > when.memoryBytes().getAsLong());
  }

  /** 0 where the system does not tell. */
  private static long residentBytes(long pid) {
    try {
      var fields = Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ", 3);
      return Long.parseLong(fields[1]) * PAGE_BYTES;
    } catch (IOException | NumberFormatException notLinuxOrGone) {
      return 0;
    }
  }
}
