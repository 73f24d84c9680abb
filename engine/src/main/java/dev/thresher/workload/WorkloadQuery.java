package dev.thresher.workload;

import dev.thresher.workload.hocon.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stage without tasks, in the user's words: what is made of the rows of others.
 *
 * @param from names of stages
 * @param columns of its rows, in order; empty if only the rows tell
 * @param texts columns known to hold what is no number
 */
public record WorkloadQuery(
    String name,
    Origin origin,
    List<String> from,
    Operation operation,
    List<String> columns,
    Set<String> texts,
    Optional<OutputRequest> output) {
  public WorkloadQuery {
    from = List.copyOf(from);
    columns = List.copyOf(columns);
    texts = Set.copyOf(texts);
  }

  /** What is done with the rows. */
  public sealed interface Operation {
    /** {@code group-by} and {@code reduce}. */
    record Grouped(List<String> by, Reduction.OfRows reduction) implements Operation {
      public Grouped {
        by = List.copyOf(by);
      }
    }

    /** {@code join} and {@code on}. */
    record Joined(List<String> on) implements Operation {
      public Joined {
        on = List.copyOf(on);
      }
    }
  }
}
