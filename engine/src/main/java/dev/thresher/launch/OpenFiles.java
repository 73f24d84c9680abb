package dev.thresher.launch;

import dev.thresher.model.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How many files a process may have open, jars, pipes and sockets among them. A JVM that comes to
 * the end of them in the middle of a run cannot even load the class that would say so.
 *
 * @param most the limit of this process
 */
public record OpenFiles(long most) {
  /** Jars of the engine, and what the JVM and the run's actor system hold, as measured. */
  static final int OF_THE_ENGINE = 128;

  /** Its pipe, log, channel, and the descriptor that tells of its end. */
  static final int OF_A_WORKER = 8;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";

  /** The limit of this process; where the system does not tell it, there is none. */
  public static OpenFiles current() {
    try (var lines = Files.lines(LIMITS)) {
      return of(lines.filter(line -> line.startsWith(LINE)).findFirst().orElse(""));
    } catch (IOException otherSystem) {
      return new OpenFiles(Long.MAX_VALUE);
    }
  }

  /**
   * @param line of /proc/self/limits: name, soft limit, hard limit, unit
   */
  static OpenFiles of(String line) {
    var soft = line.replace(LINE, "").strip().split(" ", 2)[0];
    return new OpenFiles(soft.matches("\\d{1,18}") ? Long.parseLong(soft) : Long.MAX_VALUE);
  }

  /**
   * Why so many worker processes cannot be held by this one, with the arithmetic; empty if they
   * can.
   *
   * @param workers 0 for a run on threads
   */
  public Optional<String> refusal(int workers) {
    long needed = OF_THE_ENGINE + (long) OF_A_WORKER * workers;
    return most >= needed
        ? Optional.empty()
        : Optional.of(
            "a process may have %d files open here, and a run needs %d for itself and %d for each"
                    .formatted(most, OF_THE_ENGINE, OF_A_WORKER)
                + " of its %s, so %d. Raise the limit (ulimit -n %d)."
                    .formatted(
                        Counted.of(workers, "worker process", "worker processes"),
                        needed,
                        Math.max(1024, needed)));
  }
}
