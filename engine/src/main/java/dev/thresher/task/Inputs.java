package dev.thresher.task;

import java.util.List;

/** Over what a stage runs, as data that travels to workers once per stage. */
public sealed interface Inputs {
  /** One task whose arguments are the stage's constants alone. */
  record Single() implements Inputs {}

  /** The product of the dimensions, or what is chosen of it; the last one varies fastest. */
  record Product(List<Dimension> dimensions, Selection selection) implements Inputs {
    public Product {
      dimensions = List.copyOf(dimensions);
    }

    /** The whole of it. */
    public Product(List<Dimension> dimensions) {
      this(dimensions, Selection.ALL);
    }
  }

  /** The pieces into which the kind itself divides its work, see {@link TaskKind#divide}. */
  record Divided() implements Inputs {}

  /**
   * The rows that another stage has made, in a file that may still grow: a task is handed out once
   * its row is there.
   *
   * @param path absolute, of JSON lines; the same file for coordinator and workers
   * @param columns that every row has, in this order, absent where it was given none; whatever else
   *     a row has follows
   */
  record Spooled(String path, List<String> columns) implements Inputs {
    public Spooled {
      columns = List.copyOf(columns);
    }
  }

  /** What each batch brings along: one payload a task, which nobody but the caller can make. */
  record Given() implements Inputs {}
}
