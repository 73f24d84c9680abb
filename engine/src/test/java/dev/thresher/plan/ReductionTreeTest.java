package dev.thresher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTreeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 64, 1000, 1023})
  void theShapeDependsOnTheSizeAloneWhateverTheOrderOfArrival(int size) {
    var inOrder = combine(size, indices(size));
    for (int seed = 0; seed < 20; seed++) {
      var shuffled = indices(size);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(combine(size, shuffled)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void combinesLeftBeforeRight() {
    assertThat(combine(5, List.of(4, 3, 2, 1, 0))).isEqualTo("(((0 1) (2 3)) 4)");
  }

  @Test
  void aSkippedIndexPassesItsSiblingThrough() {
    var tree = new ReductionTree<String>(3, (left, right) -> "(" + left + " " + right + ")");
    tree.put(2, "2");
    tree.skip(0);
    tree.put(1, "1");
    assertThat(tree.result()).contains("(1 2)");
  }

  @Test
  void holdsOneValuePerLevelWhenValuesComeInOrder() {
    var tree = new ReductionTree<Long>(1 << 20, Long::sum);
    for (long i = 0; i < 1 << 20; i++) {
      tree.put(i, 1L);
      assertThat(tree.waitingIndices().size()).isLessThanOrEqualTo(20);
    }
    assertThat(tree.result()).contains(1L << 20);
  }

  @Test
  void refusesAResultWhileValuesAreMissing() {
    var tree = new ReductionTree<Long>(2, Long::sum);
    tree.put(1, 1L);
    assertThatThrownBy(tree::result).hasMessage("1 of 2 values are missing");
  }

  private static String combine(int size, List<Integer> order) {
    var tree = new ReductionTree<String>(size, (left, right) -> "(" + left + " " + right + ")");
    order.forEach(index -> tree.put(index, index.toString()));
    return tree.result().orElseThrow();
  }

  private static List<Integer> indices(int size) {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) {
      all.add(i);
    }
    return all;
  }
}
