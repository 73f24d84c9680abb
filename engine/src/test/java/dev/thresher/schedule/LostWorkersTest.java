package dev.thresher.schedule;

import static dev.thresher.schedule.SubmittedRun.batches;
import static dev.thresher.schedule.SubmittedRun.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose workers die under it, one after the other. */
class LostWorkersTest {
  /** As of a task that is submitted to an executor. */
  private static final RetryPolicy ONE_MORE = new RetryPolicy(0, 1, Backoff.DEFAULT, RetryOn.ANY);

  private final SubmittedRun run = new SubmittedRun();

  @Test
  void itsSecondDeathIsItsEndBeforeAnybodyHasTakenAPlace() {
    run.serve(1, 1);
    run.serve(2, 1);
    run.submit(1, ONE_MORE);
    var again = run.lose(1, Blame.OWN_DOING);
    assertThat(batches(again)).hasSize(1);
    assertThat(outcomes(again, 0)).isEmpty();
    var end = run.lose(2, Blame.OWN_DOING);
    assertThat(outcomes(end, 0)).hasSize(1).hasOnlyElementsOfType(Outcome.Lost.class);
  }

  @Test
  void bySignalsItTakesFour() {
    for (int place = 1; place <= 4; place++) {
      run.serve(place, 1);
    }
    run.submit(1, ONE_MORE);
    for (int place = 1; place <= 3; place++) {
      var again = run.lose(place, Blame.SIGNALLED);
      assertThat(outcomes(again, 0)).as("death %d", place).isEmpty();
      assertThat(batches(again)).as("death %d", place).hasSize(1);
    }
    assertThat(outcomes(run.lose(4, Blame.SIGNALLED), 0))
        .hasSize(1)
        .hasOnlyElementsOfType(Outcome.Lost.class);
  }

  @Test
  void signalsThatStrikeOthersAsOftenAreNotHeldAgainstIt() {
    run.submit(1, ONE_MORE);
    for (int number = 1; number < Losses.MOST_SIGNALS; number++) {
      var struck = incarnation(number);
      var idle = new Incarnation(WorkerId.numbered(2), number);
      assertThat(batches(run.serve(struck, 1))).as("life %d", number).hasSize(1);
      run.serve(idle, 1);
      run.lose(idle, Blame.SIGNALLED);
      assertThat(outcomes(run.lose(struck, Blame.SIGNALLED), 0)).as("life %d", number).isEmpty();
      run.pass(61 * SubmittedRun.SECOND);
    }
    run.serve(incarnation(Losses.MOST_SIGNALS), 1);
    assertThat(outcomes(run.lose(incarnation(Losses.MOST_SIGNALS), Blame.SIGNALLED), 0))
        .as("in any case")
        .hasOnlyElementsOfType(Outcome.Lost.class)
        .hasSize(1);
  }

  @Test
  void aTaskThatCompletesShowsThatItsSignalsCameFromOutside() {
    run.serve(1, 1);
    run.serve(2, 1);
    var innocent = batches(run.submit(2, ONE_MORE)).getFirst();
    for (int place = 1; place <= 5; place += 2) {
      run.lose(place, Blame.SIGNALLED);
      run.lose(place + 1, Blame.SIGNALLED);
      innocent = batches(run.serve(place + 2, 1)).getFirst();
      run.serve(place + 3, 1);
    }
    assertThat(innocent.tasks().size()).isEqualTo(1);
    run.report(7, 1, innocent, all(innocent));
    run.lose(7, Blame.OUTSIDE);
    long other = 1 - innocent.tasks().from();
    for (int place = 8; place <= 10; place++) {
      assertThat(outcomes(run.lose(place, Blame.SIGNALLED), other)).as("place %d", place).isEmpty();
      run.serve(place + 1, 1);
    }
    assertThat(outcomes(run.lose(11, Blame.SIGNALLED), other))
        .hasOnlyElementsOfType(Outcome.Lost.class)
        .hasSize(1);
  }

  @Test
  void whatTheEngineEndsIsChargedToNobody() {
    run.submit(1, ONE_MORE);
    for (int number = 1; number <= 20; number++) {
      var worker = incarnation(number);
      assertThat(batches(run.serve(worker, 1))).as("life %d", number).hasSize(1);
      assertThat(outcomes(run.lose(worker, Blame.OUTSIDE), 0)).isEmpty();
      run.pass(61 * SubmittedRun.SECOND);
    }
  }

  @Test
  void aPlaceIsFilledAgainAtOnceHoweverOftenItsWorkerEndsUnderATask() {
    run.submit(100, ONE_MORE);
    for (int number = 1; number <= 20; number++) {
      var worker = incarnation(number);
      run.serve(worker, 1);
      assertThat(run.lose(worker, Blame.SIGNALLED))
          .as("life %d", number)
          .contains(new Decision.Replace(worker.worker(), number + 1, Duration.ZERO));
    }
  }

  @Test
  void whatWasHeldBehindItWhenASignalCameGoesOnInBatches() {
    run.serve(1, 1);
    var held = new ArrayDeque<>(batches(run.submit(1_000, ONE_MORE)));
    for (int sequence = 1; held.getLast().tasks().size() < 4; sequence++) {
      held.addAll(batches(run.report(1, sequence, held.getFirst(), all(held.getFirst()))));
      held.removeFirst();
    }
    run.lose(1, Blame.SIGNALLED);
    var suspect = batches(run.serve(2, 1)).getFirst();
    assertThat(suspect.tasks().size()).as("the suspect, alone").isEqualTo(1);
    var next = batches(run.report(2, 1, suspect, all(suspect)));
    assertThat(next.getFirst().tasks().size()).as("the others").isGreaterThan(1);
  }

  private static Incarnation incarnation(int number) {
    return new Incarnation(WorkerId.numbered(1), number);
  }

  private static TaskResult[] all(RunTasks batch) {
    return LongStream.range(batch.tasks().from(), batch.tasks().until())
        .mapToObj(SubmittedRun::completed)
        .toArray(TaskResult[]::new);
  }
}
