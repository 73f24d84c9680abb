package dev.thresher.insides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOffBenchmarkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void everyTaskOfTheBatchComesBackWithItsResult(int tasks) throws Exception {
    var benchmark = new HandOffBenchmark();
    benchmark.tasks = tasks;
    benchmark.open();
    try {
      for (int round = 0; round < 3; round++) {
        var results = benchmark.batch();
        assertThat(results).hasSize(tasks);
        assertThat(results)
            .allSatisfy(result ->
                assertThat(result.outcome())
                    .isEqualTo(
                        new Outcome.Completed(new Payload.Reference(Value.of(result.index())))));
      }
    } finally {
      benchmark.close();
    }
  }
}
