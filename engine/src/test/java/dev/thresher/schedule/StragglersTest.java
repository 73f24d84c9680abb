package dev.thresher.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.schedule.ScheduledRun.Held;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of the last tasks when their worker is slow, or says nothing any more. */
class StragglersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Of three tasks the first worker holds two, and the other one has done the third. */
  private final ScheduledRun run = run(tasks(3));

  private final Incarnation silent = run.join(1, 1);
  private final Incarnation other = run.join(2, 1);

  StragglersTest() {
    run.completes(heldBy(run, other).getFirst());
  }

  private static ScheduledRun run(PlannedStage stage) {
    var limits = ScheduledRun.limits(BackendKind.PROCESSES);
    return new ScheduledRun(new Plan("test", List.of(stage)), Recovered.NOTHING, limits);
  }

  private static PlannedStage tasks(int size) {
    return ScheduledRun.stage(0, size, WorkerShare.USUAL);
  }

  private static PlannedStage startingOnce(int size) {
    var usual = tasks(size);
    var spec = usual.spec();
    var once =
        new StageSpec(
            spec.stage(),
            spec.name(),
            spec.body(),
            spec.constants(),
            spec.inputs(),
            Semantics.AT_MOST_ONCE,
            0);
    return new PlannedStage(
        once,
        size,
        usual.dependence(),
        usual.retry(),
        usual.onError(),
        usual.share(),
        usual.combination(),
        usual.output());
  }

  private static List<Held> heldBy(ScheduledRun run, Incarnation worker) {
    return run.held().stream().filter(held -> held.worker().equals(worker)).toList();
  }

  /** Seconds in which only the others are heard of. */
  private static void passWithoutAWord(ScheduledRun run, int seconds, Incarnation... others) {
    for (int i = 0; i < seconds; i++) {
      run.passes(SECOND);
      for (var other : others) {
        run.says(other, beating(run, other, List.of()));
      }
    }
  }

  private static Reply beating(ScheduledRun run, Incarnation worker, List<Reply.Running> running) {
    var holding = heldBy(run, worker).stream().map(held -> held.request().batch()).toList();
    return new Reply.Beating(1, 0, running, holding, HeapUse.UNKNOWN);
  }

  private static Stream<Request.CancelTask> stops(ScheduledRun run, Incarnation worker) {
    return run.decisions().stream()
        .filter(Decision.Send.class::isInstance)
        .map(Decision.Send.class::cast)
        .filter(send -> send.to().equals(worker))
        .map(Decision.Send::request)
        .filter(Request.CancelTask.class::isInstance)
        .map(Request.CancelTask.class::cast);
  }

  private static long commits(ScheduledRun run) {
    return run.decisions().stream()
        .filter(Decision.Commit.class::isInstance)
        .mapToLong(decision -> ((Decision.Commit) decision).results().size())
        .sum();
  }

  @Test
  void whatASilentWorkerHoldsStartsAgainOnAnIdleOne() {
    passWithoutAWord(run, 1, other);
    assertThat(heldBy(run, other)).isEmpty();
    passWithoutAWord(run, 2, other);
    assertThat(heldBy(run, other))
        .hasSize(2)
        .allSatisfy(again -> {
          assertThat(heldBy(run, silent)).anyMatch(held -> isSameTask(held, again));
          assertThat(again.request().attempt()).isEqualTo(2);
        });
    heldBy(run, other).forEach(run::completes);
    assertThat(run.isFinished()).isTrue();
    assertThat(commits(run)).isEqualTo(3);
  }

  @Test
  void theFirstResultCountsWhereverItComesFrom() {
    passWithoutAWord(run, 3, other);
    run.completes(heldBy(run, silent).getFirst());
    assertThat(commits(run)).isEqualTo(2);
    assertThat(stops(run, other)).hasSize(1);
    run.completes(heldBy(run, other).getFirst());
    assertThat(commits(run)).as("the second result of the same task").isEqualTo(2);
    run.completes(heldBy(run, other).getFirst());
    assertThat(run.isFinished()).isTrue();
    assertThat(commits(run)).isEqualTo(3);
  }

  @Test
  void itsWorkerIsToldOnceABeatToStopWhatHasEndedElsewhere() {
    passWithoutAWord(run, 3, other);
    run.completes(heldBy(run, other).getFirst());
    assertThat(stops(run, silent)).hasSize(1);
    passWithoutAWord(run, 2, other);
    assertThat(stops(run, silent)).hasSize(3);
    run.completes(heldBy(run, silent).getFirst());
    assertThat(commits(run)).isEqualTo(2);
    passWithoutAWord(run, 2, other);
    assertThat(stops(run, silent)).hasSize(3);
  }

  @Test
  void aSlotWithATaskThatOthersHaveAsWellIsNotFreeBeforeItsWorkerSaysSo() {
    var worker = new Incarnation(WorkerId.numbered(1), 1);
    var member = new Member(worker, 1, 0, 0);
    var stage = new StageBacklog(tasks(2), 2, new Pace(1, 2), true);
    var range = new TaskRange(0, 0, 2);
    var request = new Request.RunTasks(1, new BatchId(1), range, 1, false, List.of());
    var flight = new Flight(request, stage, History.NEW, 0);
    member.take(flight);
    member.share(flight, 0);
    assertThat(member.idleSlots()).isZero();
    assertThat(member.unstarted()).as("behind the one that others have").isEqualTo(1);
    member.share(flight, 1);
    assertThat(member.unended()).isZero();
    assertThat(member.idleSlots()).isZero();
    member.unhold(flight);
    assertThat(member.idleSlots()).isEqualTo(1);
    member.unshare(flight, 0);
    assertThat(member.sent(1)).isSameAs(flight);
    member.unshare(flight, 1);
    assertThat(member.sent(1)).isNull();
    assertThat(member.idleSlots()).isEqualTo(1);
  }

  private static boolean isSameTask(Held held, Held other) {
    return held.request().tasks().equals(other.request().tasks());
  }

  @Test
  void aWorkerThatTakesTwiceAsLongAsTheOthersGivesItsLastTaskAway() {
    assertThat(holdersOfTheLast(Duration.ofSeconds(4), Duration.ofSeconds(1))).isEqualTo(2);
  }

  @Test
  void aLongTaskOfAWorkerThatIsAsFastAsOthersStaysWhereItIs() {
    assertThat(holdersOfTheLast(SECOND, Duration.ofSeconds(50))).isEqualTo(1);
  }

  /** Once the first worker, whose tasks take so long, has run the last one for so long. */
  private static long holdersOfTheLast(Duration each, Duration ran) {
    var all = run(tasks(10));
    var first = all.join(1, 1);
    runAll(all, each, first, all.join(2, 1), all.join(3, 1));
    var last = heldBy(all, first).getFirst();
    var task = new TaskId(0, last.request().tasks().from());
    all.says(first, beating(all, first, List.of(new Reply.Running(task, 1, ran.toNanos(), 0))));
    return all.held().stream().filter(held -> isSameTask(held, last)).count();
  }

  /** Until nobody but the first one has anything to do. */
  private static void runAll(
      ScheduledRun run, Duration each, Incarnation first, Incarnation... others) {
    for (int round = 0; round < 3; round++) {
      run.completes(heldBy(run, first).getFirst(), each);
      for (var other : others) {
        heldBy(run, other).stream().findFirst().ifPresent(held -> run.completes(held, SECOND));
      }
    }
    for (var other : others) {
      heldBy(run, other).forEach(held -> run.completes(held, SECOND));
    }
    assertThat(heldBy(run, first)).hasSize(1);
    assertThat(run.held()).hasSize(1);
  }

  @Test
  void whatMayStartOnceOnlyWaits() {
    var once = run(startingOnce(3));
    var first = once.join(1, 1);
    var second = once.join(2, 1);
    once.completes(heldBy(once, second).getFirst());
    passWithoutAWord(once, 5, second);
    assertThat(heldBy(once, second)).isEmpty();
    assertThat(heldBy(once, first)).hasSize(2);
  }

  @Test
  void nothingIsTakenWhileOthersHaveSomethingElseToDo() {
    var busy = run(tasks(5));
    var first = busy.join(1, 1);
    var second = busy.join(2, 1);
    busy.completes(heldBy(busy, second).getFirst());
    var next = heldBy(busy, second);
    assertThat(next).isNotEmpty();
    passWithoutAWord(busy, 5, second);
    assertThat(heldBy(busy, second)).isEqualTo(next);
    assertThat(heldBy(busy, first)).hasSize(2);
  }

  @Test
  void whatComesBackIsItsWorkersNoMoreThoughOthersHaveAPartOfTheBatch() {
    var all = run(tasks(4));
    var first = all.join(1, 2);
    var second = all.join(2, 2);
    all.happens(new ScheduleEvent.TaskCancelled(new TaskId(0, 3), "enough", Reach.RUNNING));
    passWithoutAWord(all, 3, second);
    var ahead = heldBy(all, first).getLast().request();
    assertThat(ahead.tasks()).isEqualTo(new TaskRange(0, 2, 4));
    assertThat(heldBy(all, second)).anyMatch(again -> again.request().tasks().contains(2));
    all.says(first, new Reply.Returned(1, 1, ahead.batch(), Optional.of(ahead.tasks())));
    assertThat(all.decisions()).contains(new Decision.Withdraw(new TaskId(0, 3), 1, "enough"));
  }
}
