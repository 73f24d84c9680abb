package dev.thresher.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Combines one value per index over a fixed binary tree, whatever the order of arrival.
 *
 * <p>The tree is the one of a binary counter: node (level, k) covers indices {@code [k·2^level,
 * (k+1)·2^level)} and is combined as soon as both halves are there; what is left when {@code size}
 * is no power of two is combined from the highest level to the lowest, left before right. The shape
 * depends on {@code size} alone, so rounding is the same for any batch, worker or order. An index
 * that is skipped passes its sibling through.
 *
 * <p>Holds at most one value per gap in the arrived indices and level. Not safe for several
 * threads.
 */
public final class ReductionTree<T> {
  private static final long UNKNOWN = -1;

  private final long size;
  private final BinaryOperator<T> combine;
  private final TreeMap<Node, Optional<T>> waiting = new TreeMap<>();
  private long arrived;
  private long beyond;

  private record Node(int level, long index) implements Comparable<Node> {
    @Override
    public int compareTo(Node other) {
      int byLevel = Integer.compare(other.level, level);
      return byLevel != 0 ? byLevel : Long.compare(index, other.index);
    }
  }

  public ReductionTree(long size, BinaryOperator<T> combine) {
    this.size = size;
    this.combine = combine;
  }

  /** Of as many values as there are when the result is asked for. */
  public static <T> ReductionTree<T> growing(BinaryOperator<T> combine) {
    return new ReductionTree<>(UNKNOWN, combine);
  }

  /**
   * Takes the value of one index; each index of {@code [0, size)} comes once, here or as skipped.
   */
  public void put(long index, T value) {
    insert(index, Optional.of(value));
  }

  /** The index has no value, such as a failed task that is left out. */
  public void skip(long index) {
    insert(index, Optional.empty());
  }

  public boolean isComplete() {
    return arrived == size();
  }

  private long size() {
    return size == UNKNOWN ? beyond : size;
  }

  /**
   * The combination of all values; empty if every index was skipped.
   *
   * @throws IllegalStateException if indices are missing
   */
  public Optional<T> result() {
    if (!isComplete()) {
      throw new IllegalStateException((size() - arrived) + " of " + size() + " values are missing");
    }
    Optional<T> total = Optional.empty();
    for (var part : waiting.values()) {
      total = join(total, part);
    }
    return total;
  }

  private void insert(long index, Optional<T> value) {
    beyond = Math.max(beyond, index + 1);
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index + " is not in [0, " + size + ")");
    }
    arrived++;
    var node = new Node(0, index);
    var part = value;
    @Nullable Optional<T> sibling;
    while ((sibling = waiting.remove(new Node(node.level, node.index ^ 1))) != null) {
      part = (node.index & 1) == 0 ? join(part, sibling) : join(sibling, part);
      node = new Node(node.level + 1, node.index >> 1);
    }
    waiting.put(node, part);
  }

  private Optional<T> join(Optional<T> left, Optional<T> right) {
    if (left.isEmpty()) {
      return right;
    }
    return right.isEmpty() ? left : Optional.of(combine.apply(left.get(), right.get()));
  }

  /** What is held at the moment, for tests of the memory bound. */
  List<Long> waitingIndices() {
    var indices = new ArrayList<Long>();
    waiting.keySet().forEach(node -> indices.add(node.index));
    return indices;
  }
}
