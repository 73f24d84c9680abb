package dev.thresher.kernel;

import java.util.Arrays;

/**
 * Searches a subtree depth first and counts its nodes, some of them per {@link #advance}.
 *
 * <p>The path to the current node is kept in arrays, not on the thread's stack: trees of this
 * benchmark are tens of thousands of nodes deep. Memory grows with the depth only.
 */
public final class TreeWalk {
  private static final int STATE = SplittableSha1.STATE;

  private final UnbalancedTree tree;
  private final int rootDepth;
  private final SplittableSha1 random = new SplittableSha1();
  // Of the open nodes, outermost first: state, and how many children are still to be visited.
  private byte[] states = new byte[64 * STATE];
  private int[] unvisited = new int[64];
  private int open;
  private long nodes;
  private long leaves;
  private int depth;

  public TreeWalk(UnbalancedTree tree, TreeNode root) {
    this.tree = tree;
    rootDepth = root.depth();
    System.arraycopy(root.state(), 0, states, 0, STATE);
    visit();
  }

  /** Visits up to {@code most} further nodes; false if there was none left. */
  public boolean advance(int most) {
    for (int visited = 0; visited < most; visited++) {
      while (open > 0 && unvisited[open - 1] == 0) {
        open--;
      }
      if (open == 0) {
        return false;
      }
      ensureRoomForOneMore();
      int child = --unvisited[open - 1];
      random.spawn(states, (open - 1) * STATE, child, open * STATE);
      visit();
    }
    return true;
  }

  /** Of the nodes visited so far. */
  public TreeCount count() {
    return new TreeCount(nodes, depth, leaves);
  }

  /** Counts the node whose state was just written, and opens it unless it is a leaf. */
  private void visit() {
    int nodeDepth = rootDepth + open;
    nodes++;
    depth = Math.max(depth, nodeDepth);
    int children = tree.children(nodeDepth, SplittableSha1.uniform(states, open * STATE));
    if (children == 0) {
      leaves++;
    } else {
      unvisited[open++] = children;
    }
  }

  private void ensureRoomForOneMore() {
    if (open == unvisited.length) {
      unvisited = Arrays.copyOf(unvisited, 2 * open);
      states = Arrays.copyOf(states, 2 * open * STATE);
    }
  }
}
