package dev.thresher.kernel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One node of an {@link UnbalancedTree}: its random state says everything about the tree below it.
 */
public final class TreeNode {
  private final byte[] state;
  private final int depth;

  private TreeNode(byte[] state, int depth) {
    this.state = state;
    this.depth = depth;
  }

  public static TreeNode root(UnbalancedTree tree) {
    return new TreeNode(new SplittableSha1().root(tree.seed()), 0);
  }

  /**
   * A node that was written down before.
   *
   * @param state the 20 bytes of {@link #state}
   * @throws IllegalArgumentException if they are not 20
   */
  public static TreeNode of(byte[] state, int depth) {
    if (state.length != SplittableSha1.STATE) {
      throw new IllegalArgumentException("a tree node has 20 bytes, not " + state.length);
    }
    return new TreeNode(state.clone(), depth);
  }

  public int depth() {
    return depth;
  }

  /** A copy of its 20 bytes. */
  public byte[] state() {
    return state.clone();
  }

  int childCount(UnbalancedTree tree) {
    return tree.children(depth, SplittableSha1.uniform(state, 0));
  }

  List<TreeNode> children(UnbalancedTree tree, SplittableSha1 random) {
    return IntStream.range(0, childCount(tree)).mapToObj(i -> child(i, random)).toList();
  }

  private TreeNode child(int number, SplittableSha1 random) {
    var family = new byte[2 * SplittableSha1.STATE];
    System.arraycopy(state, 0, family, 0, SplittableSha1.STATE);
    random.spawn(family, 0, number, SplittableSha1.STATE);
    return new TreeNode(
        java.util.Arrays.copyOfRange(family, SplittableSha1.STATE, family.length), depth + 1);
  }
}
