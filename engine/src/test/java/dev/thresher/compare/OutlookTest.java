package dev.thresher.compare;

import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static dev.thresher.compare.Made.VIRTUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Costs.Payload;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.model.BackendKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final Behaviour ON_THREADS = new Behaviour(THREADS, 0.4, 1e-3, 10e-6);
  private static final Behaviour ON_PROCESSES = new Behaviour(PROCESSES, 1.4, 1e-3, 30e-6);

  // Beyond its own code a task costs 20 us more on processes, and 1 ns a byte; starting 1 s.
  private static final Costs COSTS =
      costs(
          30e-6,
          List.of(new Payload(1000, 10e-6), new Payload(100_000, 10e-6)),
          List.of(new Payload(1000, 31e-6), new Payload(100_000, 130e-6)));

  private static Costs costs(double onProcesses, List<Payload> here, List<Payload> there) {
    return new Costs(
        List.of(
            new Costs.Cost(BackendKind.THREADS, 2, 0.4, 10e-6, 0, here),
            new Costs.Cost(BackendKind.PROCESSES, 2, 1.4, onProcesses, 0, there)),
        true,
        Instant.parse("2026-11-28T10:00:00Z"));
  }

  private static Optional<Outlook> outlook(Costs costs, int tasks, Behaviour... arms) {
    return Outlook.of(Results.of(Made.raced(tasks, arms), Optional.empty()), costs);
  }

  @Test
  void processesTakeTheirStartAndWhatEachTaskCostsMoreThere() {
    var found = outlook(COSTS, 10_000, ON_THREADS).orElseThrow();
    assertThat(found.arm()).isEqualTo(PROCESSES);
    assertThat(found.from()).isEqualTo(THREADS);
    assertThat(found.startUpSeconds()).isCloseTo(1, within(1e-9));
    assertThat(found.secondsPerTask()).isCloseTo(20e-6, within(1e-12));
    // 0.4 s and 10,000 x 1.01 ms in two slots, 1 s of start, 10,000 x 20 us in two slots.
    assertThat(found.seconds()).isCloseTo(5.45 + 1 + 0.1, within(0.06));
    assertThat(found.sentence())
        .startsWith("processes:2 would take about 6.5")
        .contains(
            "10,000 tasks costs 20.0 µs more",
            "6.5",
            " with 1000 B each, ",
            " with 97.7 KiB each)");
  }

  @Test
  void threadsSaveWhatTheBytesOfItsTasksCostOnProcesses() {
    // A made-up run on processes moves 4,000 bytes: with 4 tasks 1,000 each.
    var found = outlook(COSTS, 4, ON_PROCESSES).orElseThrow();
    assertThat(found.arm()).isEqualTo(THREADS);
    assertThat(found.startUpSeconds()).isCloseTo(-1, within(1e-9));
    assertThat(found.secondsPerTask()).isCloseTo(-21e-6, within(1e-12));
    assertThat(found.sentence())
        .contains("start and end take 1000 ms less", "21.0 µs less", "a task moves 1000 B");
  }

  @Test
  void theTimeInTheCodeOfTasksIsTheLeast() {
    var dear = costs(5, List.of(), List.of());
    assertThat(outlook(dear, 1000, ON_PROCESSES).orElseThrow().seconds())
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void whatIsMeasuredIsNotForetoldAndNothingIsFromVirtualThreads() {
    assertThat(outlook(COSTS, 100, ON_THREADS, ON_PROCESSES)).isEmpty();
    assertThat(outlook(COSTS, 100, new Behaviour(VIRTUAL, 0.4, 1e-3, 0))).isEmpty();
    var halfKnown = new Costs(COSTS.backends().subList(0, 1), true, COSTS.measuredAt());
    assertThat(outlook(halfKnown, 100, ON_THREADS)).isEmpty();
  }

  @Test
  void processesThatCostLessPerTaskByChanceAreNotSaidTo() {
    var odd = costs(5e-6, List.of(), List.of());
    assertThat(outlook(odd, 100, ON_THREADS).orElseThrow().secondsPerTask()).isZero();
  }
}
