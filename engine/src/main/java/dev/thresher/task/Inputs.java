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

  /** What each batch brings along: one payload a task, which nobody but the caller can make. */
  record Given() implements Inputs {}
}
