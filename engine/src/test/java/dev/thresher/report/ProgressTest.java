package dev.thresher.report;

import static dev.thresher.report.RunEvents.W1;
import static dev.thresher.report.RunEvents.W2;
import static dev.thresher.report.RunEvents.busy;
import static dev.thresher.report.RunEvents.lane;
import static dev.thresher.report.RunEvents.nanos;
import static dev.thresher.report.RunEvents.tasks;
import static dev.thresher.report.RunEvents.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent;
import dev.thresher.model.WorkerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static ProgressState after(RunEvent... events) {
    var state = new ProgressState(List.of("add"));
    state.on(RunEvents.started(BackendKind.THREADS, "memory", 100));
    List.of(events).forEach(state::on);
    return state;
  }

  @Test
  void aWorkerWhoseTasksAreTooShortToBeSeenIsNotCalledWaiting() {
    var state = after(up(0, W1, 1), tasks(2, W1, 24, 1, 2), lane(2.1, W1));
    assertThat(ProgressFrame.lines(state, nanos(3.9), 100, 24))
        .last()
        .isEqualTo("  w1  short tasks");
    assertThat(ProgressFrame.lines(state, nanos(4.1), 100, 24)).last().isEqualTo("  w1  waiting");
  }

  @Test
  void showsTheRunAndALaneForEachWorker() {
    var state = after(up(0, W1, 1), up(0, W2, 1), tasks(2, W1, 24, 1, 2), lane(2, W1, busy(41, 1)));
    assertThat(ProgressFrame.lines(state, nanos(2.5), 100, 24))
        .containsExactly(
            "sums  [#####---------------]  25 of 100 tasks, 25 %, 10.0/s, ETA 7.50 s, 1 failed",
            "  w1  add 41 for 1.50 s", "  w2  waiting");
  }

  @Test
  void showsTheTaskThatRunsLongestFirst() {
    var state = after(up(0, W1, 1), lane(1, W1, busy(3, 0.1), busy(2, 0.9)));
    assertThat(ProgressFrame.lines(state, nanos(1), 100, 24).getLast())
        .isEqualTo("  w1  add 2 for 900 ms, add 3 for 100 ms");
  }

  @Test
  void forgetsTheLaneOfAWorkerThatIsGone() {
    var state = after(up(0, W1, 1), up(0, W2, 1), RunEvents.down(1, W1, 1, "signal 9", false));
    state.on(lane(2, W1, busy(1, 1)));
    assertThat(ProgressFrame.lines(state, nanos(2), 100, 24)).hasSize(2);
  }

  @ParameterizedTest(name = "in {0} rows")
  @CsvSource({"24, 21", "10, 7", "4, 1", "3, 0", "1, 0"})
  void showsNoMoreLanesThanFit(int height, int lines) {
    var ups = new ArrayList<RunEvent>();
    for (int i = 1; i <= 64; i++) {
      ups.add(up(0, new Incarnation(WorkerId.numbered(i), 1), i));
    }
    var frame = ProgressFrame.lines(after(ups.toArray(RunEvent[]::new)), 0, 80, height);
    assertThat(frame).hasSize(1 + lines);
    if (lines > 0) {
      assertThat(frame.getLast()).isEqualTo("  … " + (64 - lines + 1) + " more workers");
    }
  }

  @Test
  void leavesOutTheBarWhereThereIsNoRoomForIt() {
    var state = after(tasks(2, W1, 25, 0, 2));
    assertThat(ProgressFrame.lines(state, nanos(2.5), 60, 24))
        .containsExactly("sums  25 of 100 tasks, 25 %, 10.0/s, ETA 7.50 s");
  }

  @Test
  void cutsLinesToTheWidth() {
    var state = after(up(0, W1, 1), tasks(1, W1, 1, 0, 1), lane(1, W1, busy(1, 1), busy(2, 1)));
    assertThat(ProgressFrame.lines(state, nanos(1), 30, 24))
        .allMatch(line -> line.length() <= 29)
        .anyMatch(line -> line.endsWith("…"));
  }

  @Test
  void measuresTheRateOverTheLastSeconds() {
    var state = after(tasks(10, W1, 10, 0, 1), tasks(20, W1, 20, 0, 1));
    for (int i = 1; i <= 50; i++) {
      state.on(tasks(20 + i * 0.2, W1, 1, 0, 1));
    }
    assertThat(state.ratePerSecond(nanos(30)).orElseThrow()).isBetween(4.5, 5.5);
    assertThat(state.remainingNanos(nanos(30)).orElseThrow()).isBetween(nanos(3.5), nanos(4.5));
  }

  @Test
  void measuresLongTasksFromTheStart() {
    var state = after(tasks(30, W1, 1, 0, 30), tasks(60, W1, 1, 0, 30));
    assertThat(state.ratePerSecond(nanos(60)).orElseThrow()).isEqualTo(2 / 60.0);
  }

  @Test
  void promisesNothingBeforeTheFirstTaskHasEnded() {
    assertThat(ProgressFrame.plainLine(after(), nanos(3)))
        .isEqualTo("sums on threads: 0 of 100 tasks, 0 %");
  }

  @Test
  void escapesWhatUsersNamed() {
    var state = new ProgressState(List.of("\u001b[2J"));
    state.on(RunEvents.started(BackendKind.THREADS, "memory", 100));
    state.on(up(0, W1, 1));
    state.on(lane(1, W1, busy(1, 1)));
    assertThat(ProgressFrame.lines(state, nanos(1), 80, 24).getLast())
        .isEqualTo("  w1  \\u001b[2J 1 for 1.00 s");
  }

  @Test
  void printsAPlainLineAtEachTenthAndWhenItWasQuietForLong() {
    var pace = new PlainPace();
    var state = after(tasks(0.5, W1, 15, 0, 1));
    assertThat(pace.next(state, nanos(0.5))).as("too early").isEmpty();
    assertThat(pace.next(state, nanos(1.5))).as("a tenth").isPresent();
    assertThat(pace.next(state, nanos(3))).as("the same tenth").isEmpty();
    assertThat(pace.next(state, nanos(12))).as("ten seconds later").isPresent();
    state.on(tasks(12.1, W1, 30, 0, 1));
    assertThat(pace.next(state, nanos(12.2))).as("at most one a second").isEmpty();
    assertThat(pace.next(state, nanos(13.1)))
        .hasValue("sums on threads: 45 of 100 tasks, 45 %, 2.38/s, ETA 23.1 s");
  }
}
