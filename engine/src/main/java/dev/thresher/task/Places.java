package dev.thresher.task;

import java.util.List;

/** Numbers of some rows, ascending: a pure function, callable from any thread. */
interface Places {
  long size();

  /** {@code 0 <= index < size}. */
  long at(long index);

  /**
   * Those of the product's rows that are chosen.
   *
   * @throws ArithmeticException if the product has more rows than can be counted
   * @throws IllegalArgumentException if the exclusions are too entangled, or the sample is larger
   *     than what there is to choose from; for the user
   */
  static Places of(List<Dimension> product, Selection selection) {
    long size = ProductRows.size(product);
    Places left =
        selection.excluded().isEmpty()
            ? new All(size)
            : RemainingPlaces.of(product, selection.excluded());
    return selection.sample().isEmpty()
        ? left
        : new Chosen(left, new SampledPlaces(left.size(), selection.sample().get()));
  }

  record All(long size) implements Places {
    @Override
    public long at(long index) {
      return index;
    }
  }

  /** Some of some. */
  record Chosen(Places from, Places which) implements Places {
    @Override
    public long size() {
      return which.size();
    }

    @Override
    public long at(long index) {
      return from.at(which.at(index));
    }
  }
}
