package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.CodeTime.Part;
import dev.thresher.trace.Note;
import dev.thresher.trace.Note.Kind;
import dev.thresher.trace.Spent;
import dev.thresher.trace.TraceFiles.Noted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeTimesTest {
  private static final long MILLI = 1_000_000;
  @TempDir Path directory;

  private static Note ran(long index, long from, long until) {
    return new Note(Kind.RAN, 0, 1, 7, index, index + 1, from, from * MILLI, until * MILLI, until);
  }

  private static Spent spent(long index, long processor, long ready, long monitor, long parked) {
    return new Spent(
        0, 7, index, processor * MILLI, ready * MILLI, monitor * MILLI, parked * MILLI, 1000);
  }

  private static Map<Long, Noted> process(List<Note> notes, List<Spent> spent) {
    return Map.of(1L, new Noted(notes, spent));
  }

  private static Map<Long, GcPauses> stopped(String... lines) {
    return Map.of(1L, GcPauses.of(List.of(lines)));
  }

  @Test
  void partsAreMeansOverTasksAndAddUpToTheTimeInTheCode() {
    var code =
        CodeTimes.mean(
                process(
                    List.of(ran(0, 0, 10), ran(1, 10, 30)),
                    List.of(spent(0, 6, 1, 2, 0), spent(1, 8, 3, 0, 4))),
                Map.of())
            .orElseThrow();
    assertThat(code.tasks()).isEqualTo(2);
    assertThat(code.seconds(Part.PROCESSOR)).isCloseTo(0.007, within(1e-9));
    assertThat(code.seconds(Part.READY)).isCloseTo(0.002, within(1e-9));
    assertThat(code.seconds(Part.MONITOR)).isCloseTo(0.001, within(1e-9));
    assertThat(code.seconds(Part.PARKED)).isCloseTo(0.002, within(1e-9));
    assertThat(code.seconds(Part.REST)).isCloseTo(0.003, within(1e-9));
    assertThat(code.whole()).isCloseTo(0.015, within(1e-9));
    assertThat(code.allocatedBytes()).hasValue(1000);
  }

  @Test
  void ofTasksThatAreShorterThanTheAskingNothingIsSaid() {
    var tasks = List.of(ran(0, 0, 10), ran(1, 10, 20));
    var asked = List.of(spent(0, 9, 3, 0, 0), spent(1, 9, 5, 0, 0));
    assertThat(CodeTimes.mean(process(tasks, asked), Map.of())).isEmpty();
    var answered = List.of(spent(0, 9, 3, 0, 0), spent(1, 9, 3, 0, 0));
    assertThat(CodeTimes.mean(process(tasks, answered), Map.of())).isPresent();
  }

  @Test
  void stopsOfItsOwnJvmThatFallIntoATaskAreTheCollections() {
    // From 3 to 5, from 9 to 12: the task has four milliseconds of both.
    var code =
        CodeTimes.mean(
                process(List.of(ran(0, 4, 12)), List.of(spent(0, 3, 0, 0, 0))),
                stopped(
                    "[5000000ns] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 50M->16M(68M) 2.000ms",
                    "[6000000ns] GC(1) Concurrent Mark Cycle 1.000ms",
                    "[12000000ns] GC(2) Pause Full (Ergonomics) 50M->16M(68M) 3.000ms"))
            .orElseThrow();
    assertThat(code.seconds(Part.COLLECTION)).isCloseTo(0.004, within(1e-9));
    assertThat(code.seconds(Part.REST)).isCloseTo(0.001, within(1e-9));
    var elsewhere =
        CodeTimes.mean(
            Map.of(2L, new Noted(List.of(ran(0, 4, 12)), List.of(spent(0, 3, 0, 0, 0)))),
            stopped("[5000000ns] GC(0) Pause Young 50M->16M(68M) 2.000ms"));
    assertThat(elsewhere.orElseThrow().seconds(Part.COLLECTION)).isZero();
  }

  @Test
  void aStopThatHitsATaskWhichWaitsAnywayIsNotCountedTwice() {
    var code =
        CodeTimes.mean(
                process(List.of(ran(0, 0, 10)), List.of(spent(0, 2, 0, 7, 0))),
                stopped("[9000000ns] GC(0) Pause Young (Normal) 50M->16M(68M) 5.000ms"))
            .orElseThrow();
    assertThat(code.seconds(Part.MONITOR)).isCloseTo(0.007, within(1e-9));
    assertThat(code.seconds(Part.COLLECTION)).isCloseTo(0.001, within(1e-9));
    assertThat(code.whole()).isCloseTo(0.010, within(1e-9));
  }

  @Test
  void whoIsWokenAndFindsNoProcessorIsReadyAndNotWaitingAsWell() {
    var code =
        CodeTimes.mean(process(List.of(ran(0, 0, 10)), List.of(spent(0, 4, 2, 2, 3))), Map.of())
            .orElseThrow();
    assertThat(code.seconds(Part.READY)).isCloseTo(0.002, within(1e-9));
    assertThat(code.seconds(Part.MONITOR)).isCloseTo(0.0016, within(1e-9));
    assertThat(code.seconds(Part.PARKED)).isCloseTo(0.0024, within(1e-9));
    assertThat(code.whole()).isCloseTo(0.010, within(1e-9));
  }

  @Test
  void whoLosesTheProcessorWhileItIsAskedWasNotReadyForLongerThanTheTaskTook() {
    var code =
        CodeTimes.mean(process(List.of(ran(0, 0, 10)), List.of(spent(0, 5, 7, 0, 0))), Map.of())
            .orElseThrow();
    assertThat(code.seconds(Part.PROCESSOR)).isCloseTo(0.005, within(1e-9));
    assertThat(code.seconds(Part.READY)).isCloseTo(0.005, within(1e-9));
    assertThat(code.whole()).isCloseTo(0.010, within(1e-9));
  }

  @Test
  void whatNobodyTellsIsNotNothingButInTheRest() {
    var unknown = new Spent(0, 7, 0, 6 * MILLI, Spent.UNKNOWN, 0, 0, Spent.UNKNOWN);
    var code = CodeTimes.mean(process(List.of(ran(0, 0, 10)), List.of(unknown)), Map.of());
    assertThat(code.orElseThrow().knows(Part.READY)).isFalse();
    assertThat(code.orElseThrow().seconds(Part.REST)).isCloseTo(0.004, within(1e-9));
    assertThat(code.orElseThrow().allocatedBytes()).isEmpty();
  }

  @Test
  void ofVirtualThreadsOnlyTheStopsAreTold() {
    var code =
        CodeTimes.mean(
                process(List.of(ran(0, 0, 10)), List.of()),
                stopped("[9000000ns] GC(0) Pause Young (Normal) 50M->16M(68M) 5.000ms"))
            .orElseThrow();
    assertThat(code.isSplit()).isFalse();
    assertThat(code.seconds(Part.COLLECTION)).isCloseTo(0.005, within(1e-9));
    assertThat(code.whole()).isCloseTo(0.010, within(1e-9));
    assertThat(CodeTimes.mean(Map.of(), Map.of())).isEmpty();
  }

  @Test
  void logsAreThoseOfTheProcessInTheirName() throws Exception {
    Files.writeString(
        directory.resolve("gc-12.log"),
        "[5000000ns] GC(0) Pause Young (Allocation Failure) 18M->3M(61M) 2.000ms\n");
    Files.writeString(directory.resolve("other"), "");
    var found = GcPauses.in(directory);
    assertThat(found).containsOnlyKeys(12L);
    assertThat(found.getOrDefault(12L, GcPauses.NONE).within(0, 10 * MILLI)).isEqualTo(2e6);
    assertThat(GcPauses.in(directory.resolve("none"))).isEmpty();
  }
}
