package dev.thresher.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkFunctionTest {
  private static final long FOREVER = Long.MAX_VALUE;

  private static ChunkOutcome run(
      SerFunction<Object, Object> function, long budgetNanos, boolean stops, Object... items) {
    return new ChunkFunction(function, budgetNanos, stops).apply(items);
  }

  @Test
  void eachItemHasItsValueOrItsFailure() {
    var outcome = run(item -> 6 / (int) item, FOREVER, false, 1, 0, 3);
    assertThat(outcome.values()).containsExactly(6, null, 2);
    assertThat(outcome.failures())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.index()).isEqualTo(1);
          assertThat(failure.thrown()).isInstanceOf(ArithmeticException.class);
        });
  }

  @Test
  void whenItsTimeIsUpItGivesBackTheRest() {
    assertThat(run(item -> item, 0, false, 1, 2, 3).values()).containsExactly(1);
  }

  @Test
  void afterQuickItemsASlowOneIsNoticedWithinSixteen() {
    var items = java.util.stream.IntStream.range(0, 10_000).boxed().toArray();
    var outcome = run(item -> (int) item < 100 ? item : sleep(item), 50_000_000, false, items);
    assertThat(outcome.values()).hasSizeLessThan(100 + 16 + 26);
  }

  private static Object sleep(Object item) {
    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    return item;
  }

  @Test
  void anOutcomeComesOutOfItsArrayAsItWentIn() {
    var outcome = run(item -> 6 / (int) item, FOREVER, false, 1, 0, 3);
    var back = ChunkOutcome.unpacked(outcome.packed());
    assertThat(back.values()).containsExactly(6, null, 2);
    assertThat(back.failures()).isEqualTo(outcome.failures());
    assertThat(back.nanos()).isEqualTo(outcome.nanos());
    var sound = run(item -> item, FOREVER, false, 1);
    assertThat(sound.packed()).containsExactly(sound.nanos(), null, 1);
    assertThat(ChunkOutcome.unpacked(sound.packed()).failures()).isEmpty();
  }

  @Test
  void itStopsAtAFailureIfWanted() {
    assertThat(run(item -> 6 / (int) item, FOREVER, true, 1, 0, 3).values()).hasSize(2);
  }

  @Test
  void itBeginsNothingMoreOnceInterrupted() {
    var outcome =
        run(
            item -> {
              Thread.currentThread().interrupt();
              return item;
            },
            FOREVER,
            false,
            1,
            2,
            3);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome.values()).containsExactly(1);
  }
}
