package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Costs.Payload;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Results.Raced;
import dev.thresher.model.BackendKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PayloadLimitsTest {
  private static final double KIB = 1024;

  // Beyond its own code a task costs 10 us on threads; on processes 20 us and 1 ns a byte.
  private static final Optional<Costs> COSTS =
      Optional.of(
          new Costs(
              List.of(
                  new Costs.Cost(
                      BackendKind.THREADS,
                      2,
                      0.4,
                      10e-6,
                      0,
                      List.of(payload(1, 10), payload(64, 10))),
                  new Costs.Cost(
                      BackendKind.PROCESSES,
                      2,
                      1.9,
                      20e-6,
                      0,
                      List.of(payload(1, 21.024), payload(64, 85.536)))),
              true,
              Instant.parse("2026-11-28T10:00:00Z")));

  private static Payload payload(int kibibytes, double microseconds) {
    return new Payload(Math.round(kibibytes * KIB), microseconds * 1e-6);
  }

  /** A task of 1 ms alone. */
  private static List<Raced> raced(double onThreads, double onProcesses, double extra) {
    return Made.raced(
        10_000,
        new Behaviour(ONE_THREAD, 0.4, 1e-3, 0),
        new Behaviour(THREADS, 0.4, onThreads, 10e-6),
        new Behaviour(PROCESSES, 1.5, onProcesses, 10e-6 + extra));
  }

  private static PayloadLimit limit(List<Raced> raced, Optional<Costs> costs) {
    return PayloadLimits.of(
        Profile.all(Results.of(raced, Optional.empty()), Optional.empty()), costs);
  }

  @Test
  void savedIsAsMuchAsTheBytesCost() {
    var found = limit(raced(1.4e-3, 1.1e-3, 10e-6), COSTS);
    assertThat(found).isInstanceOf(PayloadLimit.Bytes.class);
    var bytes = (PayloadLimit.Bytes) found;
    // 300 us are saved, 10 us are lost without any byte: 290 us at 1 ns a byte.
    assertThat(bytes.bytes()).isCloseTo(290_000, Percentage.withPercentage(10));
    assertThat(bytes.bytesHere()).isCloseTo(0.4, within(1e-9));
    assertThat(bytes.sentence()).contains("a further KiB costs 1.02 µs more");
  }

  // With payload or without, tasks here cost 110 us more than this machine's own costs say.
  @Test
  void whatTasksCostHereIsBelievedMoreThanTheMachinesOwnCosts() {
    var bytes = (PayloadLimit.Bytes) limit(raced(1.4e-3, 1.1e-3, 120e-6), COSTS);
    assertThat(bytes.bytes()).isCloseTo(180_000, Percentage.withPercentage(12));
  }

  @Test
  void whereProcessesSaveNothingThereIsNone() {
    assertThat(limit(raced(1.1e-3, 1.1e-3, 10e-6), COSTS))
        .isInstanceOf(PayloadLimit.None.class)
        .extracting(PayloadLimit::sentence)
        .asString()
        .contains("saves nothing", "a further KiB costs");
  }

  @Test
  void whereEvenAnEmptyTaskCostsMoreThanItSavesThereIsNone() {
    assertThat(limit(raced(1.4e-3, 1.1e-3, 500e-6), COSTS))
        .isInstanceOf(PayloadLimit.None.class)
        .extracting(PayloadLimit::sentence)
        .asString()
        .contains("even without any payload");
  }

  @Test
  void withoutCostsOrArmsItIsNotKnown() {
    var raced = raced(1.4e-3, 1.1e-3, 10e-6);
    assertThat(limit(raced, Optional.empty())).isInstanceOf(PayloadLimit.Unknown.class);
    assertThat(limit(raced.subList(1, 3), COSTS)).isInstanceOf(PayloadLimit.Unknown.class);
  }

  @Test
  void betweenTheSizesAreStraightLinesAndTheLastGoesOn() {
    var ladder = COSTS.orElseThrow().ladder().orElseThrow();
    assertThat(ladder.at(0)).isCloseTo(10e-6, within(1e-12));
    assertThat(ladder.at(512)).isCloseTo(10.512e-6, within(1e-12));
    assertThat(ladder.at(64 * KIB)).isCloseTo(75.536e-6, within(1e-12));
    assertThat(ladder.at(1024 * KIB)).isCloseTo(10e-6 + 1024 * KIB * 1e-9, within(1e-9));
    assertThat(ladder.reaches(20e-6)).hasValueCloseTo(10_000.0, within(1.0));
    assertThat(ladder.reaches(5e-6)).isEqualTo(OptionalDouble.of(0));
  }

  @Test
  void bytesThatCostNothingReachNothing() {
    var flat =
        new PayloadLadder(
            List.of(new PayloadLadder.Step(0, 3e-6), new PayloadLadder.Step(KIB, 2e-6)));
    assertThat(flat.reaches(4e-6)).isEmpty();
  }
}
