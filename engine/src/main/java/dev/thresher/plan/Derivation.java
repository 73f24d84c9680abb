package dev.thresher.plan;

import java.util.List;
import java.util.Optional;

/**
 * A stage without tasks: a table made of other stages' rows, where results come together.
 *
 * @param name unlike that of any other stage
 * @param from whose rows it takes: stages with tasks, or earlier derivations
 * @param columns of its rows, in order; empty if only the rows tell
 */
public record Derivation(
    String name,
    List<String> from,
    Operation operation,
    List<String> columns,
    Optional<OutputSpec> output) {
  public Derivation {
    from = List.copyOf(from);
    columns = List.copyOf(columns);
  }

  /** The same with its output elsewhere. */
  Derivation withOutput(Optional<OutputSpec> elsewhere) {
    return new Derivation(name, from, operation, columns, elsewhere);
  }

  /** What is done with the rows. */
  public sealed interface Operation {
    /**
     * One row of each group. Groups come in the order of their first rows.
     *
     * @param by columns whose values tell groups apart; empty makes one group of all rows
     */
    record Grouped(List<String> by, RowReduction reduction) implements Operation {
      public Grouped {
        by = List.copyOf(by);
      }
    }

    /**
     * Each row of the first table with each of the second that has the same values in these
     * columns, in the order of the first table's rows.
     */
    record Joined(List<String> on) implements Operation {
      public Joined {
        on = List.copyOf(on);
      }
    }
  }
}
