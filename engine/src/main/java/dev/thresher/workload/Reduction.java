package dev.thresher.workload;

import dev.thresher.task.TaskBody;
import java.util.List;
import java.util.Set;

/** {@code reduce}: what becomes of the results of a stage. */
public sealed interface Reduction {
  /** Nothing was said: merged if the kind divides its own work, otherwise a table. */
  record Unsaid() implements Reduction {}

  /** {@code reduce = merge}: the kind's own way. */
  record Merge() implements Reduction {}

  /** What makes one row of many. */
  sealed interface OfRows extends Reduction {
    /** Columns of that row. */
    List<String> columns();
  }

  /** {@code reduce { java = Merge.java, method = merge }}. */
  record Method(TaskBody.JavaMethod method, String column, List<String> columns, Set<String> texts)
      implements OfRows {
    public Method {
      columns = List.copyOf(columns);
      texts = Set.copyOf(texts);
    }
  }

  /** {@code reduce { total = sum(slept) }}. */
  record Aggregates(List<Aggregate> aggregates) implements OfRows {
    @Override
    public List<String> columns() {
      return aggregates.stream().map(Aggregate::name).toList();
    }

    public Aggregates {
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * @param name of the result field
   * @param column an input column or a field of the result; empty for {@code COUNT}
   */
  record Aggregate(String name, Function function, String column) {}

  enum Function {
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX,
    FIRST,
    LAST
  }
}
