package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpbEpKindTest {
  private static final NpbEpKind EP = new NpbEpKind();

  // Cuts into single pairs and sevens are the kernel's own test: 2^24 tasks would take minutes.
  @ParameterizedTest(name = "in tiles of {0} pairs")
  @ValueSource(longs = {65_536, 99_991, 1 << 18, 1L << 32})
  void classSGivesThePublishedAnswer(long tile) throws Exception {
    var result = Runs.divided(EP, Runs.arguments(EP, "tile-pairs", tile));
    assertThat(result.whole("pairs")).isEqualTo(1 << 24);
    assertThat(result.real("sx") / -3.247834652034740e3).isCloseTo(1, within(1e-8));
    assertThat(result.real("sy") / -6.958407078382297e3).isCloseTo(1, within(1e-8));
    assertThat(result.get("counts").asSequence().stream().map(Value::asWhole))
        .containsExactly(6_140_517L, 5_865_300L, 1_100_361L, 68_546L, 1_648L, 17L, 0L, 0L, 0L, 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 65_536, 1_000_003})
  void piecesCoverAllPairsOnce(long tile) {
    var pieces = EP.divide(Runs.arguments(EP, "class", "C", "tile-pairs", tile));
    assertThat(pieces.row(0).whole("from")).isZero();
    assertThat(pieces.row(pieces.size() - 1).whole("until")).isEqualTo(1L << 32);
    for (long index : new long[] {1, 2, pieces.size() / 2, pieces.size() - 1}) {
      assertThat(pieces.row(index).whole("from"))
          .isEqualTo(pieces.row(index - 1).whole("until"))
          .isEqualTo(index * tile);
    }
  }

  @Test
  void sumsOfTheSameTasksAreBitEqualInAnyGrouping() throws Exception {
    var arguments = Runs.arguments(EP, "tile-pairs", 100_000);
    var pieces = EP.divide(arguments);
    var reducer = EP.reducer();
    Value left = EP.run(arguments.with(pieces.row(0)), Runs.undisturbed());
    Value right = EP.run(arguments.with(pieces.row(9)), Runs.undisturbed());
    for (int i = 1; i < 9; i++) {
      left = reducer.combine(left, EP.run(arguments.with(pieces.row(i)), Runs.undisturbed()));
      right = reducer.combine(EP.run(arguments.with(pieces.row(9 - i)), Runs.undisturbed()), right);
    }
    left = reducer.combine(left, EP.run(arguments.with(pieces.row(9)), Runs.undisturbed()));
    right = reducer.combine(EP.run(arguments.with(pieces.row(0)), Runs.undisturbed()), right);
    assertThat(left).isEqualTo(right);
  }
}
