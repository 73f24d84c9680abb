import java.util.concurrent.ConcurrentHashMap;

/** Builds binary trees, counts their nodes, and drops them. */
final class BinaryTrees {
  private static final int LEAST_DEPTH = 4;
  private static final int PARTS = 16;

  // One for each JVM: on threads all tasks share it, on processes each has its own.
  private static final ConcurrentHashMap<Integer, Lasting> LASTING = new ConcurrentHashMap<>();

  private record Node(Node left, Node right) {
    static Node tree(int depth) {
      return depth == 0 ? new Node(null, null) : new Node(tree(depth - 1), tree(depth - 1));
    }

    long check() {
      return left == null ? 1 : 1 + left.check() + right.check();
    }
  }

  private record Lasting(long stretch, Node tree) {
    static Lasting of(int n) {
      return new Lasting(Node.tree(n + 1).check(), Node.tree(n));
    }
  }

  private BinaryTrees() {}

  /**
   * What one task has built.
   *
   * @param check nodes of all its trees
   * @param stretch nodes of the tree that was built first, and dropped
   * @param longLived nodes of the tree that stays
   */
  public record Built(long trees, long check, long stretch, long longLived) {}

  /**
   * Builds a sixteenth of the trees of one depth.
   *
   * @param n depth of the long-lived tree
   * @param part which sixteenth, from 1
   */
  public static Built build(int n, int depth, int part) {
    var lasting = LASTING.computeIfAbsent(n, Lasting::of);
    long all = 1L << (n + LEAST_DEPTH - depth);
    long trees = all * part / PARTS - all * (part - 1) / PARTS;
    long check = 0;
    for (long i = 0; i < trees; i++) {
      check += Node.tree(depth).check();
    }
    return new Built(trees, check, lasting.stretch(), lasting.tree().check());
  }
}
