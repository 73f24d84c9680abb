package dev.thresher.compare;

import dev.thresher.model.Value;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * One run of the workload in processes of its own, as it was measured.
 *
 * @param round 0 for the warm-up, whose times are not used
 * @param startedAt since the comparison began, seconds
 * @param seconds from the start of its JVM to the exit, seen from outside
 * @param cpuSeconds of all its processes, those included that its tasks started; empty where the
 *     system does not tell
 * @param peakBytes most memory that all its processes held at one time, as sampled; empty where the
 *     system does not tell or the run was over before the first look
 * @param switches how often a thread of any of its processes was taken from a core, or gave it up,
 *     for another one; empty where the system does not tell
 * @param inside what the run itself reports; empty unless it completed
 */
public record Trial(
    int round,
    double startedAt,
    double seconds,
    Ending ending,
    OptionalDouble cpuSeconds,
    OptionalLong peakBytes,
    OptionalLong switches,
    Optional<Inside> inside) {

  /** How the run came to its end. */
  public sealed interface Ending {
    /**
     * @param checksum SHA-256 of the result and of the published files, in hexadecimal
     * @param files that of each published file, by its path
     * @param result what it gave, if it can be held against that of another language; empty unless
     *     that is asked for
     */
    record Completed(String checksum, SortedMap<String, String> files, Optional<Value> result)
        implements Ending {
      /** Without files. */
      public Completed(String checksum, Optional<Value> result) {
        this(checksum, Collections.emptySortedMap(), result);
      }

      public Completed(String checksum) {
        this(checksum, Optional.empty());
      }
    }

    /**
     * @param sentence why, for the user
     */
    record Failed(int exitCode, String sentence) implements Ending {}

    /**
     * Ended before its time.
     *
     * @param reason for the user
     */
    record Cut(String reason) implements Ending {}
  }

  public boolean completed() {
    return ending instanceof Ending.Completed;
  }

  /** Whether its times count. */
  public boolean counts() {
    return round > 0 && completed();
  }
}
