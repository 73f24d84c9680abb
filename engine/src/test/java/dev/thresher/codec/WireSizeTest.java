package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.protocol.TaskResult;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireSizeTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_101);

  @Test
  void theEstimateIsNeverBelowTheTruthNorFarAboveIt() {
    var messages = new RandomMessages(SEED);
    long estimated = 0;
    long actual = 0;
    for (int i = 0; i < 20_000; i++) {
      var result = messages.result();
      int size = OutcomeMapping.toWire(result).getSerializedSize() + 2;
      assertThat(WireSize.atMost(result))
          .as("seed %d, round %d", SEED, i)
          .isGreaterThanOrEqualTo(size);
      estimated += WireSize.atMost(result);
      actual += size;
    }
    assertThat(estimated).isLessThan(4 * actual);
  }

  @Test
  void aFailureCountsAsItIsShortened() {
    var frames = Collections.nCopies(200, "f".repeat(600));
    var cause = new Failure("c", "m".repeat(1 << 20), frames, List.of(), List.of());
    var failure =
        new Failure(
            "\u20ac".repeat(600),
            "\u20ac".repeat(1 << 20),
            frames,
            Collections.nCopies(40, cause),
            Collections.nCopies(40, cause));
    var result = new TaskResult(1, new Outcome.Failed(failure), 1);
    assertThat(WireSize.atMost(result))
        .isGreaterThan(OutcomeMapping.toWire(result).getSerializedSize())
        .isLessThan(WireLimits.ENVELOPE_BYTES / 4);
  }

  @Test
  void aReferenceTakesNoRoom() {
    var outcome = new Outcome.Completed(new Payload.Reference("x"));
    assertThat(WireSize.atMost(new TaskResult(1, outcome, 1))).isZero();
  }
}
