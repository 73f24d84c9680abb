package dev.thresher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {
  private final ChunkSize size = new ChunkSize(OptionalInt.empty(), Integer.MAX_VALUE);

  private void measure(double nanosPerItem) {
    int items = size.size();
    size.measured(items, (long) (items * nanosPerItem));
  }

  private void settle(double nanosPerItem) {
    for (int i = 0; i < 40; i++) {
      measure(nanosPerItem);
    }
  }

  @Test
  void itBeginsWithOneAndGrowsByNoMoreThanFour() {
    assertThat(size.size()).isEqualTo(1);
    measure(100);
    assertThat(size.size()).isEqualTo(4);
    measure(100);
    assertThat(size.size()).isEqualTo(16);
  }

  @Test
  void itSettlesWhereAChunkTakesItsTime() {
    settle(1_000);
    assertThat(size.size() * 1_000L).isBetween(ChunkSize.TARGET_NANOS / 2, ChunkSize.TARGET_NANOS);
  }

  @Test
  void itShrinksAtOnceWhenItemsBecomeSlow() {
    settle(1_000);
    size.measured(1, 1_000_000_000);
    assertThat(size.size()).isEqualTo(1);
  }

  @Test
  void aSlowFirstItemIsForgotten() {
    size.measured(1, 50_000_000);
    assertThat(size.size()).isEqualTo(1);
    settle(1_000);
    assertThat(size.size()).isGreaterThan(5_000);
  }

  @Test
  void aLateReportOfASmallChunkDoesNotMakeItSmaller() {
    settle(1_000);
    int settled = size.size();
    size.measured(1, 1_000);
    assertThat(size.size()).isEqualTo(settled);
  }

  @Test
  void aSlowInputKeepsItSmall() {
    settle(1_000);
    size.limitedBy(3);
    assertThat(size.size()).isEqualTo(3);
  }

  @Test
  void aFixedSizeStays() {
    var fixed = new ChunkSize(OptionalInt.of(7), Integer.MAX_VALUE);
    fixed.measured(7, 1);
    fixed.limitedBy(2);
    assertThat(fixed.size()).isEqualTo(7);
  }
}
