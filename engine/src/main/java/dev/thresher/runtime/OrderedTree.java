package dev.thresher.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Combines values that come in their order over the tree of {@link
 * dev.thresher.plan.ReductionTree}, without knowing how many there will be. Holds one value a
 * level.
 */
final class OrderedTree<T> {
  private final BinaryOperator<T> combine;
  private final List<Optional<T>> levels = new ArrayList<>();

  OrderedTree(BinaryOperator<T> combine) {
    this.combine = combine;
  }

  void add(T value) {
    var part = value;
    int level = 0;
    for (; level < levels.size() && levels.get(level).isPresent(); level++) {
      part = combine.apply(levels.get(level).get(), part);
      levels.set(level, Optional.empty());
    }
    if (level == levels.size()) {
      levels.add(Optional.of(part));
    } else {
      levels.set(level, Optional.of(part));
    }
  }

  /**
   * @throws java.util.NoSuchElementException if nothing was added
   */
  T result() {
    return levels.reversed().stream().flatMap(Optional::stream).reduce(combine).orElseThrow();
  }
}
