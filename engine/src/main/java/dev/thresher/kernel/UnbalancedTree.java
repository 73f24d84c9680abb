package dev.thresher.kernel;

/**
 * A tree of the UTS benchmark: given by a rule for how many children a node has, and a seed. The
 * same parameters give the same tree everywhere.
 *
 * <p>Source: S. Olivier et al., UTS: An Unbalanced Tree Search Benchmark, LCPC 2006, LNCS 4382.
 */
public sealed interface UnbalancedTree {
  int seed();

  /**
   * How many children a node has.
   *
   * @param depth of the node; 0 for the root
   * @param uniform the node's own random number in [0, 1)
   */
  int children(int depth, double uniform);

  /**
   * Geometrically distributed children down to a fixed depth ("-t 1 -a 3" of the benchmark).
   *
   * @param branching expected children of an inner node
   * @param height nodes this deep are leaves
   */
  record Geometric(int seed, double branching, int height) implements UnbalancedTree {
    /** The benchmark's own bound on the children of one node. */
    private static final int MOST_CHILDREN = 100;

    @Override
    public int children(int depth, double uniform) {
      if (depth >= height) {
        return 0;
      }
      double none = 1 / (1 + branching);
      double children = StrictMath.log(1 - uniform) / StrictMath.log(1 - none);
      return (int) Math.min(MOST_CHILDREN, Math.floor(children));
    }
  }

  /**
   * A wide root above nodes that have either no children or a fixed number ("-t 0" of the
   * benchmark). Near {@code probability · children = 1} sizes of subtrees differ enormously.
   *
   * @param rootChildren of the root
   * @param children of an inner node other than the root
   * @param probability that a node other than the root has children
   */
  record Binomial(int seed, int rootChildren, int children, double probability)
      implements UnbalancedTree {
    @Override
    public int children(int depth, double uniform) {
      if (depth == 0) {
        return rootChildren;
      }
      return uniform < probability ? children : 0;
    }
  }
}
