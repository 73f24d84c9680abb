package dev.thresher.kernel;

import java.util.ArrayDeque;
import java.util.List;

/**
 * A tree cut across: what lies above the cut is counted, below it hang subtrees that can be
 * searched apart from each other. A pure function of the tree and the wish.
 *
 * @param above counts of all nodes that are in none of the subtrees
 * @param subtrees their roots, none of them a leaf, in breadth-first order; may be empty
 */
public record TreeFrontier(TreeCount above, List<TreeNode> subtrees) {
  private static final int EXPANSIONS_PER_SUBTREE = 4;

  public TreeFrontier {
    subtrees = List.copyOf(subtrees);
  }

  /**
   * Goes down in breadth-first order until there are at least {@code wanted} subtrees, or fewer if
   * the tree has none left or expanding {@code 4 · wanted} nodes was not enough: a tree may stay
   * narrow for ever, and a cut must cost little beside the search itself.
   *
   * @param wanted at least 1
   */
  public static TreeFrontier of(UnbalancedTree tree, int wanted) {
    var random = new SplittableSha1();
    var open = new ArrayDeque<TreeNode>();
    var above = TreeCount.NONE;
    var root = TreeNode.root(tree);
    if (root.childCount(tree) == 0) {
      return new TreeFrontier(new TreeCount(1, 0, 1), List.of());
    }
    open.add(root);
    for (long i = 0; i < (long) EXPANSIONS_PER_SUBTREE * wanted && open.size() < wanted; i++) {
      var node = open.poll();
      if (node == null) {
        break;
      }
      above = above.plus(new TreeCount(1, node.depth(), 0));
      for (var child : node.children(tree, random)) {
        if (child.childCount(tree) > 0) {
          open.add(child);
        } else {
          above = above.plus(new TreeCount(1, child.depth(), 1));
        }
      }
    }
    return new TreeFrontier(above, List.copyOf(open));
  }
}
