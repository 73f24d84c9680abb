package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Reason.Topic;
import dev.thresher.model.BackendKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final Arm THREADS = new Arm(BackendKind.THREADS, 2);
  private static final Arm PROCESSES = new Arm(BackendKind.PROCESSES, 2);

  private static final List<Fault> KILL = List.of(Fault.KILL);

  private static FaultTrial threads(double seconds) {
    return new FaultTrial(
        THREADS, new Strike.Killed(), "the JVM", 50, 100, 48, 52, true, seconds, 2, true);
  }

  private static FaultTrial processes(double seconds) {
    return new FaultTrial(
        PROCESSES, new Strike.Killed(), "a worker", 50, 100, 50, 1, false, seconds, 3, true);
  }

  @Test
  void whatItBuysIsTheDifferenceOfWhatAKillTakes() {
    var reasons =
        new Faults(KILL, List.of(threads(4.5), processes(3.4)), List.of(), List.of()).reasons();
    assertThat(reasons).hasSize(1);
    var reason = reasons.getFirst();
    assertThat(reason.topic()).isEqualTo(Topic.ISOLATION);
    assertThat(reason.weight()).isCloseTo(2.5 - 0.4, within(1e-9));
    assertThat(reason.sentence())
        .contains("costs 50.0 % of time here")
        .contains("takes 400 ms more than usual")
        .contains("takes 2.50 s more than usual once somebody has resumed it");
  }

  @Test
  void nothingIsSaidOfIsolationUnlessBothSidesWereKilled() {
    assertThat(new Faults(KILL, List.of(threads(4)), List.of(), List.of()).reasons()).isEmpty();
    assertThat(new Faults(KILL, List.of(processes(4)), List.of(), List.of()).reasons()).isEmpty();
    assertThat(Faults.NONE.reasons()).isEmpty();
  }

  @Test
  void sentencesSayWhoWasKilledWhatIsLostAndWhatItTakes() {
    assertThat(threads(4.5).sentence())
        .isEqualTo(
            "threads:2: the JVM was killed when 50 of 100 tasks had run: the whole run ended; once"
                + " somebody had resumed it 48 results were still there and 52 tasks had to run; all"
                + " in all 4.50 s, 2.50 s more than usual, with the same result");
    assertThat(processes(2.9).sentence())
        .contains("the run went on by itself, and 1 task ran again")
        .contains("not more than usual");
    var wrong =
        new FaultTrial(PROCESSES, new Strike.Killed(), "a worker", 5, 9, 5, 1, false, 3, 3, false);
    assertThat(wrong.sentence()).contains("THE RESULT WAS ANOTHER ONE");
  }

  @Test
  void aComparisonHasItAmongItsReasonsAndAfterwards() {
    var plain =
        Made.comparison(
            Made.raced(
                100, new Behaviour(THREADS, 0.5, 0.01, 0), new Behaviour(PROCESSES, 1, 0.01, 0)));
    var killed =
        plain.with(
            new Faults(
                KILL,
                List.of(threads(4.5), processes(3.4)),
                List.of("a pool"),
                List.of("a problem")));
    assertThat(killed.verdict().orElseThrow().choice())
        .isEqualTo(plain.verdict().orElseThrow().choice());
    assertThat(killed.verdict().orElseThrow().reasons())
        .hasSize(plain.verdict().orElseThrow().reasons().size() + 1);
    assertThat(ComparisonText.lines(killed))
        .contains("when somebody is killed", "  a pool", "  a problem")
        .contains("  " + threads(4.5).sentence());
    assertThat(ComparisonJson.of(killed).get("faults").asSequence()).hasSize(2);
    assertThat(ComparisonText.lines(plain)).doesNotContain("when somebody is killed");
  }

  @Test
  void ofAFullHeapItSaysHowLargeItWas() {
    var full =
        new FaultTrial(
            THREADS, new Strike.HeapFilled(512), "the JVM", 50, 100, 48, 52, true, 30, 2, true);
    assertThat(full.sentence())
        .startsWith("threads:2: the heap of the JVM, 512 MiB, was filled when 50 of 100 tasks had");
    var other =
        new FaultTrial(
            PROCESSES, new Strike.HeapFilled(64), "a worker", 50, 100, 50, 2, false, 9, 3, true);
    var both =
        new Faults(
            List.of(Fault.KILL, Fault.HEAP),
            List.of(threads(4.5), processes(3.4), full, other),
            List.of(),
            List.of());
    assertThat(both.occasions()).isEqualTo("somebody is killed, or a heap is full");
    assertThat(both.reasons())
        .extracting(Reason::sentence)
        .satisfiesExactly(
            kill -> assertThat(kill).contains("buys that a kill takes one worker"),
            heap ->
                assertThat(heap)
                    .contains("buys that a full heap takes one worker", "takes 6.00 s more"));
  }

  @Test
  void jsonHasTheFaultAndTheHeap() {
    var full =
        new FaultTrial(
            THREADS, new Strike.HeapFilled(512), "the JVM", 50, 100, 48, 52, true, 30, 2, true);
    var plain = Made.comparison(Made.raced(100, new Behaviour(THREADS, 0.5, 0.01, 0)));
    var told =
        ComparisonJson.of(
            plain.with(
                new Faults(
                    List.of(Fault.HEAP), List.of(full, threads(3)), List.of("a pool"), List.of())));
    var faults = told.get("faults").asSequence();
    assertThat(faults.get(0).asFields().text("fault")).isEqualTo("heap");
    assertThat(faults.get(0).asFields().whole("heapMebibytes")).isEqualTo(512);
    assertThat(faults.get(1).asFields().text("fault")).isEqualTo("kill");
    assertThat(told.get("faultYardsticks").asSequence()).hasSize(1);
    assertThat(told.get("faultProblems").asSequence()).isEmpty();
  }
}
