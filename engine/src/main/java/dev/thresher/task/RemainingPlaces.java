package dev.thresher.task;

import dev.thresher.task.Selection.Cut;
import dev.thresher.task.Selection.Exclusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a product without the excluded ones, found by index. The product is seen as a tree with a
 * level for each dimension; branches that meet the same exclusions further down are one and the
 * same, so that the memory depends on the exclusions and not on the rows.
 */
final class RemainingPlaces implements Places {
  private final Node root;

  private RemainingPlaces(Node root) {
    this.root = root;
  }

  /**
   * @throws IllegalArgumentException if the exclusions are too entangled; for the user
   */
  static RemainingPlaces of(List<Dimension> product, List<Exclusion> excluded) {
    return new RemainingPlaces(new Builder(product, excluded).root());
  }

  @Override
  public long size() {
    return root.size();
  }

  @Override
  public long at(long index) {
    return root.at(index);
  }

  /** The rows below one branch; places count from the first of them, excluded ones included. */
  private sealed interface Node extends Places {
    /** Nothing is excluded any more. */
    record Whole(long size) implements Node {
      @Override
      public long at(long index) {
        return index;
      }
    }

    /** All is excluded. */
    record Nothing() implements Node {
      @Override
      public long size() {
        return 0;
      }

      @Override
      public long at(long index) {
        throw new IndexOutOfBoundsException(index);
      }
    }

    /**
     * @param width rows below each value of this dimension, excluded ones included
     * @param cut values that exclusions name, ascending
     * @param below what is below each of them
     * @param before rows that remain before each of them
     * @param other what is below every other value
     */
    record Level(long size, long width, long[] cut, Node[] below, long[] before, Node other)
        implements Node {
      @Override
      public long at(long index) {
        int found = Arrays.binarySearch(before, index);
        int last = found >= 0 ? lastOfEqual(found) : -found - 2;
        if (last < 0) {
          return among(0, index);
        }
        long rest = index - before[last];
        return rest < below[last].size()
            ? cut[last] * width + below[last].at(rest)
            : among(cut[last] + 1, rest - below[last].size());
      }

      // Values without a row left begin where the next one does.
      private int lastOfEqual(int found) {
        int last = found;
        while (last + 1 < before.length && before[last + 1] == before[last]) {
          last++;
        }
        return last;
      }

      private long among(long from, long index) {
        long value = from + index / other.size();
        return value * width + other.at(index % other.size());
      }
    }
  }

  /** Makes the tree from the slowest dimension on; runs of dimensions without a cut are one. */
  private static final class Builder {
    /** Exclusions looked at, over all branches: some 0.1 s. */
    private static final int MOST_WORK = 2_000_000;

    /** Each takes some stack. */
    private static final int MOST_LEVELS = 1_000;

    private final List<Exclusion> excluded;
    private final List<Integer> axes = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<Map<Integer, Cut>> cuts = new ArrayList<>();
    private final int[] lastCut;
    private final long[] widths;
    private final Map<Branch, Node> known = new HashMap<>();
    private int work = MOST_WORK;

    private static final int NO_DIMENSION = -1;

    /** The exclusions that all values so far are hit by, at one level. */
    private record Branch(int level, List<Integer> alive) {}

    Builder(List<Dimension> product, List<Exclusion> excluded) {
      this.excluded = excluded;
      this.lastCut = new int[excluded.size()];
      var byDimension = byDimension();
      for (int dimension = 0; dimension < product.size(); dimension++) {
        addLevel(dimension, product.get(dimension).size(), byDimension);
      }
      if (sizes.size() > MOST_LEVELS) {
        throw entangled();
      }
      widths = new long[sizes.size() + 1];
      widths[sizes.size()] = 1;
      for (int level = sizes.size() - 1; level >= 0; level--) {
        widths[level] = Math.multiplyExact(widths[level + 1], sizes.get(level));
      }
    }

    private Map<Integer, Map<Integer, Cut>> byDimension() {
      var byDimension = new HashMap<Integer, Map<Integer, Cut>>();
      for (int i = 0; i < excluded.size(); i++) {
        for (var cut : excluded.get(i).cuts()) {
          byDimension.computeIfAbsent(cut.dimension(), _ -> new HashMap<>()).put(i, cut);
        }
      }
      return byDimension;
    }

    private void addLevel(int dimension, long size, Map<Integer, Map<Integer, Cut>> byDimension) {
      var own = byDimension.get(dimension);
      if (own == null && !axes.isEmpty() && axes.getLast() == NO_DIMENSION) {
        sizes.add(Math.multiplyExact(sizes.removeLast(), size));
        return;
      }
      axes.add(own == null ? NO_DIMENSION : dimension);
      sizes.add(size);
      cuts.add(own == null ? Map.of() : own);
      cuts.getLast().keySet().forEach(exclusion -> lastCut[exclusion] = axes.size() - 1);
    }

    Node root() {
      var all = new ArrayList<Integer>();
      for (int i = 0; i < excluded.size(); i++) {
        all.add(i);
      }
      return node(0, all);
    }

    private Node node(int level, List<Integer> alive) {
      if (alive.isEmpty()) {
        return new Node.Whole(widths[level]);
      }
      if (alive.stream().anyMatch(exclusion -> lastCut[exclusion] < level)) {
        return new Node.Nothing();
      }
      var branch = new Branch(level, alive);
      var node = known.get(branch);
      if (node == null) {
        node = level(level, alive);
        known.put(branch, node);
      }
      return node;
    }

    private Node level(int level, List<Integer> alive) {
      spend(alive.size());
      var uncut = new ArrayList<Integer>();
      var hit = new TreeMap<Long, List<Integer>>();
      for (int exclusion : alive) {
        var cut = cuts.get(level).get(exclusion);
        if (cut == null) {
          uncut.add(exclusion);
        } else {
          cut.places()
              .forEach(place -> hit.computeIfAbsent(place, _ -> new ArrayList<>()).add(exclusion));
        }
      }
      return joined(level, hit, uncut);
    }

    private Node joined(int level, TreeMap<Long, List<Integer>> hit, List<Integer> uncut) {
      var other = node(level + 1, uncut);
      var cut = new long[hit.size()];
      var below = new Node[hit.size()];
      var before = new long[hit.size()];
      long remaining = 0;
      long from = 0;
      int i = 0;
      for (var place : hit.entrySet()) {
        spend(uncut.size() + place.getValue().size());
        var alive = new ArrayList<>(place.getValue());
        alive.addAll(uncut);
        alive.sort(null);
        cut[i] = place.getKey();
        below[i] = node(level + 1, alive);
        remaining += (cut[i] - from) * other.size();
        before[i] = remaining;
        remaining += below[i].size();
        from = cut[i] + 1;
        i++;
      }
      remaining += (sizes.get(level) - from) * other.size();
      return new Node.Level(remaining, widths[level + 1], cut, below, before, other);
    }

    private void spend(int exclusions) {
      work -= exclusions;
      if (work < 0) {
        throw entangled();
      }
    }

    private static IllegalArgumentException entangled() {
      return new IllegalArgumentException(
          "exclude leaves out too many combinations of too many columns to count what is left; name fewer columns in its blocks, or list the rows in a file");
    }
  }
}
