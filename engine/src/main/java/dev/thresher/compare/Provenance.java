package dev.thresher.compare;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where and how a comparison was made.
 *
 * @param command as it could be typed again
 * @param startedAt UTC
 * @param seconds that it took
 * @param budgetSeconds that it was given
 * @param python empty unless its pools were compared with
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
    long seed,
    Optional<Python> python) {
  public Provenance {
    command = List.copyOf(command);
  }

  /** Without Python. */
  public Provenance(
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
    this(
        workload,
        file,
        command,
        machine,
        version,
        jdk,
        startedAt,
        seconds,
        budgetSeconds,
        seed,
        Optional.empty());
  }

  /** What must be equal for measured costs to be used again: machine, version and JDK. */
  public String costsKey() {
    return machine.key() + "; " + version + "; " + jdk;
  }

  /**
   * @param file of the user's, with the function
   * @param version with the name of the implementation, such as {@code CPython 3.11.7}
   * @param interpreter its absolute path
   * @param startMethod how it starts processes by default: fork, spawn or forkserver
   */
  public record Python(String file, String version, String interpreter, String startMethod) {
    String words() {
      return version + " (" + startMethod + ")";
    }
  }

  /**
   * @param memoryBytes of the host, or of the container if that has less
   * @param load tasks that wanted a core in the minute before, as the system tells; negative if it
   *     does not
   */
  public record Machine(String system, String processor, int cores, long memoryBytes, double load) {
    private String key() {
      return system + "; " + processor + "; " + cores + " cores";
    }
  }
}
