package dev.thresher.kernel;

/**
 * What a search of a tree, or of a part of it, counted.
 *
 * @param depth of the deepest node, counted from the root of the whole tree; 0 if there is none
 */
public record TreeCount(long nodes, int depth, long leaves) {
  public static final TreeCount NONE = new TreeCount(0, 0, 0);

  /** Of two parts without a common node. */
  public TreeCount plus(TreeCount that) {
    return new TreeCount(
        Math.addExact(nodes, that.nodes), Math.max(depth, that.depth), leaves + that.leaves);
  }
}
