package dev.thresher.task;

import java.util.List;
import java.util.Optional;

/**
 * Which rows of a product become tasks: all but the excluded ones, or a sample of these. Rows keep
 * their order.
 */
public record Selection(List<Exclusion> excluded, Optional<Sample> sample) {
  public static final Selection ALL = new Selection(List.of(), Optional.empty());

  public Selection {
    excluded = List.copyOf(excluded);
  }

  /** Leaves out each row that is hit by every cut; at least one, each of another dimension. */
  public record Exclusion(List<Cut> cuts) {
    public Exclusion {
      cuts = List.copyOf(cuts);
      if (cuts.isEmpty()) {
        throw new IllegalArgumentException("an exclusion of everything");
      }
    }
  }

  /**
   * @param dimension number of the dimension in its product, from 0
   * @param places of the values in that dimension that are hit, from 0
   */
  public record Cut(int dimension, List<Long> places) {
    public Cut {
      places = List.copyOf(places);
    }
  }

  /**
   * So many rows, each at most once, every choice of them equally likely.
   *
   * @param size at least 1 and at most as many as there are
   */
  public record Sample(long size, long seed) {}

  /**
   * How many rows of the product are chosen.
   *
   * @throws ArithmeticException if the product has more rows than can be counted
   * @throws IllegalArgumentException if the exclusions are too entangled, or the sample is larger
   *     than what there is to choose from; for the user
   */
  public long sizeIn(List<Dimension> product) {
    return Places.of(product, this).size();
  }
}
