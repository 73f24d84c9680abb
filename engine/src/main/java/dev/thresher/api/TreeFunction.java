package dev.thresher.api;

import dev.thresher.api.TreeWork.Absent;
import dev.thresher.api.TreeWork.Node;
import dev.thresher.api.spi.Wrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a reduction, on a worker.
 *
 * @param items applied to the items of a block
 */
record TreeFunction(ChunkFunction items, SerBinaryOperator<Object> operator)
    implements SerFunction<TreeWork, TreeWork.Done>, Wrapped {
  @Override
  public Object userCode() {
    return items.userCode();
  }

  @Override
  public TreeWork.Done apply(TreeWork work) throws Exception {
    return switch (work) {
      case TreeWork.Block block -> block(block);
      case TreeWork.Merge(int level, long index, var left, var right) ->
          new TreeWork.Done(
              List.of(new Node(level, index, combine(left, right))), 1, List.of(), null, 0);
    };
  }

  private TreeWork.Done block(TreeWork.Block block) {
    long start = System.nanoTime();
    var outcome = items.apply(block.items());
    var values = outcome.values();
    for (var failure : outcome.failures()) {
      values[failure.index()] = Absent.VALUE;
    }
    var nodes = new ArrayList<Node>();
    @Nullable Throwable combining = null;
    try {
      for (var piece : pieces(block.from(), values, Integer.MAX_VALUE)) {
        nodes.add(node(piece));
      }
    } catch (Throwable thrown) {
      combining = thrown;
    }
    return new TreeWork.Done(
        nodes, values.length, outcome.failures(), combining, System.nanoTime() - start);
  }

  private Node node(TreeWork.Block piece) throws Exception {
    var values = piece.items();
    int level = Integer.numberOfTrailingZeros(values.length);
    for (int width = values.length; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        values[i] = combine(values[2 * i], values[2 * i + 1]);
      }
    }
    return new Node(level, piece.from() >> level, values[0]);
  }

  @SuppressWarnings("NullAway") // whether null is a result is between the function and the operator
  private @Nullable Object combine(@Nullable Object left, @Nullable Object right) throws Exception {
    if (left == Absent.VALUE) {
      return right;
    }
    return right == Absent.VALUE ? left : operator.apply(left, right);
  }

  /**
   * Items in a row as the largest blocks that lie in a binary tree.
   *
   * @param most items in a block
   */
  static List<TreeWork.Block> pieces(long from, @Nullable Object[] items, int most) {
    var pieces = new ArrayList<TreeWork.Block>();
    int at = 0;
    while (at < items.length) {
      int left = Integer.highestOneBit(Math.min(items.length - at, most));
      long aligned = from + at == 0 ? left : Long.lowestOneBit(from + at);
      int size = (int) Math.min(left, aligned);
      pieces.add(new TreeWork.Block(from + at, Arrays.copyOfRange(items, at, at + size)));
      at += size;
    }
    return pieces;
  }
}
