package dev.thresher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.TaskResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What entries add up to, and which of them count when they are read again. */
class RunStateTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final int ANEW = Entry.StageOpened.ANEW;

  private final List<Entry> written = new ArrayList<>();

  private RunStateTest write(Entry... entries) {
    written.addAll(List.of(entries));
    return this;
  }

  private RunState state() {
    var state = new RunState();
    written.forEach(state::add);
    return state;
  }

  private StageState stage(int number) {
    return state().stages().get(number);
  }

  private List<String> replayed() {
    var replay = new Replay(state());
    return written.stream()
        .flatMap(entry -> replay.on(entry).stream())
        .flatMap(counting ->
            counting.results().stream()
                .map(result -> counting.stage() + "/" + result.index() + " " + word(result)))
        .toList();
  }

  private static String word(TaskResult result) {
    return result.outcome().getClass().getSimpleName();
  }

  private static Entry opened() {
    return new Entry.RunOpened(new RunId("r"), "w", "v", 0);
  }

  /** Stages a, b, … that go on from these numbers. */
  private static Entry epoch(long number, int... continues) {
    return new Entry.EpochOpened(
        number,
        1,
        "here",
        0,
        Arrays.stream(continues)
            .mapToObj(from -> new Entry.StageOpened(identity("s"), from))
            .toList());
  }

  private static StageIdentity identity(String name) {
    return new StageIdentity(name, "kind x", Bytes.EMPTY, Fields.NONE, Bytes.EMPTY, Bytes.EMPTY);
  }

  private static Entry committed(int stage, long from, long until) {
    var results =
        LongStream.range(from, until)
            .mapToObj(index ->
                new TaskResult(index, new Outcome.Completed(new Payload.Reference("x")), 1))
            .toList();
    return new Entry.Committed(stage, 1, W1, results);
  }

  private static Entry ended(int stage, long index, Outcome outcome) {
    return new Entry.Committed(stage, 1, W1, List.of(new TaskResult(index, outcome, 1)));
  }

  private static Outcome failed() {
    return new Outcome.Failed(Failure.of("X", ""));
  }

  @Test
  void knowsWhatHasEnded() {
    write(opened(), epoch(1, ANEW), committed(0, 0, 5), committed(0, 7, 9), ended(0, 5, failed()));
    assertThat(stage(0).completed().size()).isEqualTo(7);
    assertThat(stage(0).failed().first()).isEqualTo(5);
    assertThat(stage(0).isSettled(6)).isFalse();
    assertThat(replayed()).hasSize(8).contains("0/5 Failed");
  }

  @Test
  void theFirstEndOfATaskCounts() {
    write(opened(), epoch(1, ANEW), committed(0, 0, 3), committed(0, 2, 5), ended(0, 1, failed()));
    assertThat(stage(0).completed().size()).isEqualTo(5);
    assertThat(stage(0).failed().isEmpty()).isTrue();
    assertThat(replayed())
        .containsExactly(
            "0/0 Completed", "0/1 Completed", "0/2 Completed", "0/3 Completed", "0/4 Completed");
  }

  @Test
  void aTaskThatWasCancelledWithItsRunIsOpen() {
    write(opened(), epoch(1, ANEW), ended(0, 0, new Outcome.Cancelled("by hand")));
    assertThat(stage(0).isSettled(0)).isFalse();
    assertThat(replayed()).isEmpty();
  }

  @Test
  void knowsWhichTasksMayHaveStartedThatMayStartOnce() {
    write(
        opened(),
        epoch(1, ANEW),
        new Entry.Dispatched(W1, new TaskRange(0, 0, 5), 1),
        committed(0, 0, 1),
        new Entry.GivenBack(new TaskRange(0, 3, 5)),
        ended(0, 1, new Outcome.Cancelled("with the run")));
    assertThat(stage(0).started()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void whatMayHaveStartedWhereSomethingIsLostIsUnknownEvenInTheLifeAfterNext() {
    write(opened(), epoch(1, ANEW), committed(0, 0, 2), new Entry.Gap(100, 200), epoch(2, 0));
    var once = new Resumption.Stage(identity("s"), List.of(), Map.of(), 4, true, false);
    var resumption =
        Resumption.of(state(), List.of(once), Resumption.Retries.NONE, (_, _, _) -> false);
    written.addAll(resumption.entries((Entry.EpochOpened) epoch(3, 0)));
    assertThat(stage(0).lost().ascending().toString()).isEqualTo("[2=4]");
  }

  @Test
  void remembersAttemptsOfTasksThatHaveNotEnded() {
    write(
        opened(),
        epoch(1, ANEW),
        new Entry.Retried(new TaskId(0, 4), 1, true),
        new Entry.Retried(new TaskId(0, 4), 2, false),
        new Entry.Retried(new TaskId(0, 5), 1, true),
        committed(0, 5, 6));
    assertThat(stage(0).tried()).containsOnlyKeys(4L);
    assertThat(stage(0).tried().get(4L)).isEqualTo(new StageState.Tried(2, 1));
  }

  @Test
  void aStageGoesOnUnderAnotherNumberOrBeginsAnew() {
    write(
        opened(),
        epoch(1, ANEW, ANEW),
        committed(0, 0, 2),
        committed(1, 0, 3),
        epoch(2, 1, ANEW),
        committed(0, 3, 4));
    assertThat(stage(0).completed().size()).isEqualTo(4);
    assertThat(stage(1).completed().isEmpty()).isTrue();
    assertThat(replayed())
        .containsExactly("0/0 Completed", "0/1 Completed", "0/2 Completed", "0/3 Completed");
  }

  @Test
  void ofATaskThatWasOpenedAgainTheLastEndCounts() {
    write(
        opened(),
        epoch(1, ANEW),
        ended(0, 0, failed()),
        ended(0, 1, failed()),
        epoch(2, 0),
        new Entry.Reopened(new TaskRange(0, 0, 2)));
    assertThat(stage(0).failed().isEmpty()).isTrue();
    assertThat(replayed()).isEmpty();
    write(ended(0, 0, new Outcome.TimedOut(1)), committed(0, 1, 2));
    assertThat(replayed()).containsExactly("0/0 TimedOut", "0/1 Completed");
  }

  @Test
  void aTaskThatMayHaveRunIsCountedApart() {
    write(opened(), epoch(1, ANEW), ended(0, 0, new Outcome.Lost(W1, "who knows")));
    assertThat(stage(0).lost().contains(0)).isTrue();
    assertThat(stage(0).failed().contains(0)).isTrue();
    write(new Entry.Reopened(new TaskRange(0, 0, 1)));
    assertThat(stage(0).lost().isEmpty()).isTrue();
  }

  @Test
  void aNewEpochHasNotEnded() {
    write(opened(), epoch(1, ANEW), new Entry.Ended(RunEnd.FAILED, "one failed"));
    assertThat(state().ended()).isPresent();
    write(epoch(2, 0));
    assertThat(state().ended()).isEmpty();
  }

  @Test
  void whatCannotFollowIsRefused() {
    write(epoch(1, ANEW));
    assertThatThrownBy(this::state).hasMessageContaining("does not begin with a run");
    written.clear();
    write(opened(), epoch(2, ANEW));
    assertThatThrownBy(this::state).hasMessageContaining("epoch 2 follows 0");
    written.clear();
    write(opened(), epoch(1, ANEW), committed(3, 0, 1));
    assertThatThrownBy(this::state).hasMessageContaining("stage 3 was never opened");
  }
}
