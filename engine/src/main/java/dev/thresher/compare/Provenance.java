package dev.thresher.compare;

import java.time.Instant;
import java.util.List;

/**
 * Where and how a comparison was made.
 *
 * @param command as it could be typed again
 * @param startedAt UTC
 * @param seconds that it took
 * @param budgetSeconds that it was given
 */
public record Provenance(
    String workload,
    String file,
    List<String> command,
    Machine machine,
    String version,
    String jdk,
    Instant startedAt,
    double seconds,
    double budgetSeconds,
    long seed) {
  public Provenance {
    command = List.copyOf(command);
  }

  /**
   * @param memoryBytes of the host, or of the container if that has less
   * @param load tasks that wanted a core in the minute before, as the system tells; negative if it
   *     does not
   */
  public record Machine(String system, String processor, int cores, long memoryBytes, double load) {
    /** What must be equal for measured costs to be used again. */
    public String key() {
      return system + "; " + processor + "; " + cores + " cores";
    }
  }
}
