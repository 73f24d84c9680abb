package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.CodeTime.Part;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Reason.Topic;
import dev.thresher.compare.Results.Raced;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowDownTest {
  private static final int TASKS = 400;

  private static CodeTime code(double alone, Part grown, double by) {
    var parts = new EnumMap<Part, Double>(Part.class);
    for (var part : Part.values()) {
      parts.put(part, 0.0);
    }
    parts.put(Part.PROCESSOR, alone);
    parts.merge(grown, by, Double::sum);
    return new CodeTime(TASKS, parts, OptionalDouble.of(100));
  }

  private static Raced with(Raced raced, CodeTime code) {
    return Made.noted(raced, Inside::way, _ -> Optional.of(code));
  }

  /** One thread, two threads and two processes, of which the threads slow each other down. */
  private static Comparison comparison(double alone, CodeTime onThreads, CodeTime onProcesses) {
    var raced =
        Made.raced(
            TASKS,
            new Behaviour(Made.ONE_THREAD, 0.5, alone, 0),
            new Behaviour(Made.THREADS, 0.5, onThreads.whole(), 0),
            new Behaviour(Made.PROCESSES, 1, onProcesses.whole(), 0));
    return Made.comparison(
        List.of(
            with(raced.get(0), code(alone, Part.REST, 0)),
            with(raced.get(1), onThreads),
            with(raced.get(2), onProcesses)));
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void whatHasGrownIsTheCauseIsAReasonAndHasARemedy(Part grown) {
    var comparison = comparison(0.01, code(0.01, grown, 0.009), code(0.01, Part.READY, 0.0005));
    var slowDowns = SlowDown.of(comparison.arms());
    assertThat(slowDowns).extracting(SlowDown::arm).containsExactly(Made.THREADS, Made.PROCESSES);
    assertThat(slowDowns.getFirst().factor()).isCloseTo(1.9, within(1e-9));
    assertThat(slowDowns.getFirst().cause()).contains(grown);
    assertThat(slowDowns.getLast().cause()).as("by a twentieth: noise").isEmpty();
    var verdict = comparison.verdict().orElseThrow();
    var causes = verdict.reasons().stream().filter(one -> one.topic() == Topic.CAUSE).toList();
    assertThat(causes).hasSize(1);
    assertThat(causes.getFirst().weight()).isCloseTo(0.009 * TASKS / 2, within(1e-6));
    assertThat(causes.getFirst().sentence())
        .isEqualTo(
            "a task takes 1.90 times as long on threads:2 as alone on threads:1 (19.0 ms, 10.0 ms):"
                + " of the growth 100 % is "
                + grown.growth());
    assertThat(verdict.changes()).contains(Remedies.of(slowDowns).getFirst());
  }

  @Test
  void sharesAreRankedAndOneMayBeBelowNothing() {
    var parts =
        new EnumMap<>(Map.of(Part.PROCESSOR, 0.009, Part.MONITOR, 0.009, Part.READY, 0.002));
    var slowDown =
        new SlowDown(
            Made.THREADS,
            Made.ONE_THREAD,
            new CodeTime(50, parts, OptionalDouble.empty()),
            code(0.01, Part.REST, 0));
    assertThat(slowDown.cause()).contains(Part.MONITOR);
    assertThat(slowDown.sentence())
        .endsWith(
            "of the growth 90 % is waiting for a monitor (synchronized), 20 % is waiting for a"
                + " processor while other threads or programs had them, -10 % is more processor"
                + " time for the same work (caches, memory bandwidth, hyper-threads)");
  }

  @Test
  void ofVirtualThreadsItIsSaidThatTheRestIsNotKnown() {
    var parts = new EnumMap<>(Map.of(Part.COLLECTION, 0.002, Part.REST, 0.013));
    var slowDown =
        new SlowDown(
            Made.VIRTUAL,
            Made.ONE_THREAD,
            new CodeTime(50, parts, OptionalDouble.empty()),
            code(0.01, Part.REST, 0));
    assertThat(slowDown.cause()).isEmpty();
    assertThat(slowDown.sentence())
        .endsWith(
            "(15.0 ms, 10.0 ms); 40 % of the growth is garbage collection, what else its threads"
                + " waited for is not known");
  }

  @Test
  void withoutAnArmInWhichTasksAreAloneOrWithFewTasksNothingIsSaid() {
    var all = comparison(0.01, code(0.01, Part.MONITOR, 0.01), code(0.01, Part.REST, 0)).arms();
    assertThat(SlowDown.of(all.subList(1, 3))).isEmpty();
    var few = new CodeTime(9, code(0.01, Part.MONITOR, 0.01).parts(), OptionalDouble.empty());
    var comparison = comparison(0.01, few, code(0.01, Part.REST, 0));
    assertThat(SlowDown.of(comparison.arms()))
        .extracting(SlowDown::arm)
        .containsExactly(Made.PROCESSES);
  }

  @Test
  void whoeverCannotRunThoughReadyIsWarnedOfOtherPrograms() {
    var busy = comparison(0.01, code(0.01, Part.READY, 0.002), code(0.01, Part.READY, 0.001));
    assertThat(busy.arms().get(1).warnings())
        .filteredOn(warning -> warning.kind() == Warning.Kind.BUSY)
        .singleElement()
        .satisfies(warning -> assertThat(warning.sentence()).contains("(17 % of their time)"));
    assertThat(busy.arms().get(2).warnings()).isEmpty();
  }

  @Test
  void textAndJsonTellTheParts() {
    var comparison =
        comparison(0.01, code(0.01, Part.MONITOR, 0.009), code(0.01, Part.READY, 0.0005));
    assertThat(ComparisonText.lines(comparison))
        .contains("  " + CodeTable.TITLE)
        .anyMatch(line -> line.matches(" *threads:2 +10.0 ms +9.00 ms .* 19.0 ms +1.90 x +100 B"));
    var json = ComparisonJson.of(comparison);
    var slowDown = json.get("slowDowns").asSequence().getFirst().asFields();
    assertThat(slowDown.text("cause")).isEqualTo("monitor");
    assertThat(slowDown.real("factor")).isCloseTo(1.9, within(1e-6));
    assertThat(slowDown.get("growth").asFields().real("monitor")).isCloseTo(0.009, within(1e-9));
    var arm = json.get("arms").asSequence().get(1).asFields();
    assertThat(arm.get("code").asFields().real("whole")).isCloseTo(0.019, within(1e-9));
  }
}
