package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.kernel.UnbalancedTree.Binomial;
import dev.thresher.kernel.UnbalancedTree.Geometric;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published counts: {@code sample_trees.sh} of the UTS distribution. */
class TreeWalkTest {
  private static final UnbalancedTree T1 = new Geometric(19, 4, 10);
  private static final UnbalancedTree T3 = new Binomial(42, 2000, 8, 0.124875);
  private static final UnbalancedTree SMALL_GEOMETRIC = new Geometric(19, 4, 6);
  private static final UnbalancedTree SMALL_BINOMIAL = new Binomial(42, 50, 8, 0.12);

  @Test
  void t1HasThePublishedSize() {
    assertThat(search(T1, TreeNode.root(T1))).isEqualTo(new TreeCount(4_130_071, 10, 3_305_118));
  }

  @Test
  void t3HasThePublishedSize() {
    assertThat(search(T3, TreeNode.root(T3))).isEqualTo(new TreeCount(4_112_897, 1572, 3_599_034));
  }

  @Test
  @Tag("slow")
  void theLargeTreesHaveThePublishedSizes() {
    var t1l = new Geometric(29, 4, 13);
    assertThat(search(t1l, TreeNode.root(t1l)))
        .isEqualTo(new TreeCount(102_181_082, 13, 81_746_377));
    var t3l = new Binomial(7, 2000, 5, 0.200014);
    assertThat(search(t3l, TreeNode.root(t3l)))
        .isEqualTo(new TreeCount(111_345_631, 17_844, 89_076_904));
  }

  static Stream<Arguments> cuts() {
    return Stream.of(1, 2, 7, 100, 1000, 65_536)
        .flatMap(wanted ->
            Stream.of(SMALL_GEOMETRIC, SMALL_BINOMIAL).map(tree -> Arguments.of(wanted, tree)));
  }

  @ParameterizedTest(name = "{0} subtrees of {1}")
  @MethodSource("cuts")
  void anyFrontierCountsEachNodeOnce(int wanted, UnbalancedTree tree) {
    var frontier = TreeFrontier.of(tree, wanted);
    var sum =
        frontier.subtrees().stream()
            .map(root -> search(tree, root))
            .reduce(frontier.above(), TreeCount::plus);
    assertThat(sum).isEqualTo(search(tree, TreeNode.root(tree)));
  }

  @Test
  void aFrontierIsAsWideAsAskedAndHasNoLeaves() {
    var frontier = TreeFrontier.of(T1, 256);
    assertThat(frontier.subtrees()).hasSizeBetween(256, 256 + 100);
    assertThat(frontier.subtrees()).allMatch(root -> root.childCount(T1) > 0);
    assertThat(TreeFrontier.of(T3, 256).subtrees()).hasSizeBetween(200, 256 + 8);
  }

  @Test
  void aTreeThatStaysNarrowIsNotExpandedForEver() {
    var narrow = new Binomial(1, 1, 1, 0.9999999);
    assertThat(TreeFrontier.of(narrow, 100).above().nodes()).isLessThanOrEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aSubtreeCanBeWrittenDownAndTakenUpAgain(int seed) {
    var tree = new Binomial(seed, 20, 8, 0.12);
    for (var root : TreeFrontier.of(tree, 10).subtrees()) {
      var again = TreeNode.of(root.state(), root.depth());
      assertThat(search(tree, again)).isEqualTo(search(tree, root));
    }
  }

  @Test
  void deepTreesNeedNoDeepStack() throws InterruptedException {
    var path = new Binomial(3, 1, 1, 0.99999);
    var found = new TreeCount[1];
    // A recursion would need some megabytes here.
    var thread =
        new Thread(null, () -> found[0] = search(path, TreeNode.root(path)), "small", 64 << 10);
    thread.start();
    thread.join();
    assertThat(found[0].depth()).isGreaterThan(50_000);
    assertThat(found[0].nodes()).isEqualTo(found[0].depth() + 1L);
  }

  @Test
  void aStateOfTheWrongLengthIsRefused() {
    assertThatThrownBy(() -> TreeNode.of(new byte[19], 0)).hasMessageContaining("19");
  }

  private static TreeCount search(UnbalancedTree tree, TreeNode root) {
    var walk = new TreeWalk(tree, root);
    while (walk.advance(1000)) {}
    return walk.count();
  }
}
