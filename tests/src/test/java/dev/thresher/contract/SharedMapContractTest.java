package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.Thresher;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A map whose functions share objects with its reader. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#oursSharing")
@Timeout(60)
class SharedMapContractTest {
  @Parameter Arm arm;

  @Test
  void functionsMayWaitForEachOther() {
    try (var pool = arm.thresher(4)) {
      for (int round = 0; round < 100; round++) {
        var meeting = new CyclicBarrier(4);
        var arrivals = pool.map(List.of(0, 1, 2, 3), _ -> meeting.await(20, TimeUnit.SECONDS));
        assertThat(arrivals.toList()).containsExactlyInAnyOrder(0, 1, 2, 3);
      }
    }
  }

  @Test
  void theVeryObjectsComeBack() {
    try (var pool = arm.thresher(2)) {
      var given = new Object();
      var item = pool.map(List.of(given), same -> same).items().findFirst().orElseThrow();
      assertThat(item.input()).isSameAs(given);
      assertThat(item.outcome().value()).isSameAs(given);
    }
  }

  @Test
  void aTaskMayMapOverItsOwnExecutor() throws Exception {
    try (var pool = arm.thresher(1)) {
      assertThat(pool.submit(() -> sumOfSquares(pool)).get()).isEqualTo(285);
      assertThat(pool.map(List.of(1, 2, 3), _ -> sumOfSquares(pool)).toList())
          .containsExactly(285, 285, 285);
    }
  }

  private static int sumOfSquares(Thresher pool) {
    return pool.map(IntStream.range(0, 10).boxed(), n -> n * n).asCompleted().stream()
        .mapToInt(n -> n)
        .sum();
  }
}
