package dev.thresher.workload;

import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The user's own code that a workload names: compiled or found, looked at, but never run.
 *
 * <p>Paths are absolute.
 */
public interface CodeLookup {
  Found java(JavaCode wanted);

  /** A static method that makes one value of two. */
  FoundCombiner combiner(JavaCode wanted);

  Found python(PythonCode wanted);

  /** What became of the search for a combiner. */
  sealed interface FoundCombiner {
    /**
     * @param takesRecords whether it combines whole rows, made of the columns of its records
     * @param columns of what it makes
     * @param texts those of them that hold no numbers
     */
    record Method(
        TaskBody.JavaMethod method, boolean takesRecords, List<String> columns, Set<String> texts)
        implements FoundCombiner {}

    record Refused(List<Complaint> complaints) implements FoundCombiner {}
  }

  /**
   * Where a function of Python is to be found.
   *
   * @param at where it was asked for, for complaints
   * @param directory looked into before PYTHONPATH
   */
  record PythonCode(Origin at, Path directory, String module, String function) {}

  /**
   * Where a static method is to be found.
   *
   * @param at where it was asked for, for complaints
   * @param source a Java file to compile; without it {@code type} is given
   * @param type binary name of the class; without it the class is the one that the source is named
   *     after
   * @param method empty if the class is to have one that suggests itself
   */
  record JavaCode(
      Origin at,
      Optional<Path> source,
      Optional<String> type,
      List<Path> jars,
      Optional<String> method,
      long seed) {
    public JavaCode {
      jars = List.copyOf(jars);
    }
  }

  /** What became of the search. */
  sealed interface Found {
    /**
     * @param named for messages: {@code method steps}
     */
    record Code(TaskBody body, TaskKind kind, String named) implements Found {}

    /**
     * @param complaints everything that is wrong, also in the user's sources
     */
    record Refused(List<Complaint> complaints) implements Found {
      public Refused {
        complaints = List.copyOf(complaints);
      }

      public static Refused because(Origin at, String message) {
        return new Refused(List.of(Complaint.of(at, message)));
      }
    }
  }
}
