package dev.thresher.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerAction.CancelTask;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a single task that is cancelled in a slot, and of the others there. */
class CancelledInSlotTest {
  private static final int SLOT = 7;
  private static final Outcome CANCELLED = new Outcome.Cancelled("enough");
  private static final StageSpec STAGE =
      new StageSpec(
          0,
          "stage",
          new TaskBody.Builtin("gate", 1),
          Fields.NONE,
          new Inputs.Given(),
          Semantics.AT_LEAST_ONCE,
          0);

  /** Both must behave alike. */
  enum Sort {
    ONE_AFTER_THE_OTHER,
    ALL_AT_ONCE
  }

  @TempDir Path logs;
  private final Gates gates = new Gates();
  private final List<WorkerEvent.SlotReported> reported = new CopyOnWriteArrayList<>();
  private TaskOutput output;
  private TaskCode code;
  private Slots slots;

  @BeforeEach
  void installOutput() {
    output = TaskOutput.install(logs);
    code = new TaskCode(gates, RecordFiles.NONE, ResultForm.SHARED, output, StartJournal.NONE);
    code.learn(STAGE);
    slots = slots(Sort.ONE_AFTER_THE_OTHER);
  }

  @AfterEach
  void closeAll() {
    slots.close();
    output.close();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatRunsIsInterruptedAndTheOthersGoOn(Sort sort) {
    slots = slots(sort);
    slots.assign(SLOT, batch(1, 3));
    await().until(() -> gates.hasStarted(0));
    slots.cancelTask(cancel(1, 0, true));
    gates.open(1, 2);
    assertThat(outcomes(1, 3)).first().isEqualTo(CANCELLED);
    assertThat(completed(1)).containsExactlyInAnyOrder(1L, 2L);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatRunsGoesOnIfOnlyItsStartIsNotWanted(Sort sort) {
    slots = slots(sort);
    slots.assign(SLOT, batch(1, 2));
    await().until(() -> gates.hasStarted(0));
    slots.cancelTask(cancel(1, 0, false));
    gates.open(0, 1);
    outcomes(1, 2);
    assertThat(completed(1)).containsExactlyInAnyOrder(0L, 1L);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDoesNotStopIsToldAsThat(Sort sort) {
    slots = slots(sort);
    gates.makeStubborn(0);
    slots.assign(SLOT, batch(1, 1));
    await().until(() -> gates.hasStarted(0));
    assertThat(slots.running()).extracting(Reply.Running::stoppingNanos).containsExactly(0L);
    slots.cancelTask(cancel(1, 0, true));
    await().until(() -> slots.running().getFirst().stoppingNanos() > 0);
    gates.open(0);
    assertThat(outcomes(1, 1)).containsExactly(CANCELLED);
  }

  @ParameterizedTest
  @EnumSource
  void askingAgainAndAgainHitsNobodyElse(Sort sort) {
    slots = slots(sort);
    slots.assign(SLOT, batch(1, 3));
    await().until(() -> gates.hasStarted(0));
    for (int i = 0; i < 100; i++) {
      slots.cancelTask(cancel(1, 0, true));
    }
    gates.open(1, 2);
    outcomes(1, 3);
    assertThat(completed(1)).containsExactlyInAnyOrder(1L, 2L);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchThatIsOverLeavesNothingBehind(Sort sort) {
    slots = slots(sort);
    gates.open(0);
    slots.assign(SLOT, batch(1, 2));
    await().until(() -> gates.hasStarted(1));
    slots.cancelTask(cancel(1, 0, true));
    gates.open(1);
    outcomes(1, 2);
    slots.cancelTask(cancel(1, 1, true));
    slots.assign(SLOT, batch(2, 2));
    slots.cancelTask(cancel(1, 1, true));
    outcomes(2, 2);
    assertThat(completed(2)).containsExactlyInAnyOrder(0L, 1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatHasNotStartedNeverDoes(boolean interrupt) {
    slots.assign(SLOT, batch(1, 3));
    await().until(() -> gates.hasStarted(0));
    slots.cancelTask(cancel(1, 1, interrupt));
    gates.open(0, 1, 2);
    assertThat(outcomes(1, 3)).contains(CANCELLED);
    assertThat(completed(1)).containsExactly(0L, 2L);
    assertThat(gates.hasStarted(1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatItsSlotIsAboutToStartNeverDoes(boolean interrupt) {
    whileItStarts(slot -> slot.cancelTask(cancel(1, 0, interrupt)));
    gates.open(0, 1);
    assertThat(outcomes(1, 2)).first().isEqualTo(CANCELLED);
    assertThat(completed(1)).containsExactly(1L);
    assertThat(gates.hasStarted(0)).isFalse();
  }

  @Test
  void aWholeBatchEndsThoughItsSlotIsAboutToStartATask() {
    whileItStarts(slot -> slot.interrupt(new BatchId(1), "enough"));
    assertThat(outcomes(1, 2)).containsOnly(CANCELLED);
    assertThat(gates.hasStarted(0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatItsThreadIsAboutToStartNeverDoes(boolean interrupt) {
    var batch = new FanOutBatch(SLOT, batch(1, 2), code, this::note, () -> {});
    synchronized (batch) {
      batch.start();
      batch.cancelTask(cancel(1, 0, interrupt));
    }
    gates.open(0, 1);
    assertThat(outcomes(1, 2)).contains(CANCELLED);
    assertThat(completed(1)).containsExactly(1L);
    assertThat(gates.hasStarted(0)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whenStartAndCancellationMeetEachTaskStillEndsOnce(Sort sort) throws Exception {
    slots = slots(sort);
    gates.open(0, 1, 2);
    for (int round = 1; round <= 300; round++) {
      var cancel = cancel(round, 1, true);
      var together = new CyclicBarrier(2);
      var canceller =
          Thread.startVirtualThread(() -> {
            meet(together);
            slots.cancelTask(cancel);
          });
      meet(together);
      slots.assign(SLOT, batch(round, 3));
      outcomes(round, 3);
      canceller.join();
      assertThat(completed(round)).contains(0L, 2L);
    }
  }

  /** Does something to a slot whose thread has taken task 0 of batch 1 and not started it. */
  private void whileItStarts(Consumer<SlotThread> what) {
    var threads = new CopyOnWriteArrayList<Thread>();
    var slot =
        new SlotThread(
            SLOT,
            code,
            this::note,
            work -> {
              var thread = Thread.ofPlatform().daemon().unstarted(work);
              threads.add(thread);
              return thread;
            });
    await().until(() -> threads.getFirst().getState() == Thread.State.WAITING);
    synchronized (slot) {
      slot.assign(batch(1, 2));
      await().until(() -> threads.getFirst().getState() == Thread.State.BLOCKED);
      what.accept(slot);
    }
  }

  private static ConditionFactory await() {
    return Awaitility.with().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).await();
  }

  private Slots slots(Sort sort) {
    return switch (sort) {
      case ONE_AFTER_THE_OTHER ->
          new ThreadSlots(
              code, this::note, Thread.ofPlatform().daemon().factory(), Duration.ofMinutes(1));
      case ALL_AT_ONCE -> new FanOutSlots(code, this::note);
    };
  }

  private void note(WorkerEvent event) {
    if (event instanceof WorkerEvent.SlotReported report) {
      reported.add(report);
    }
  }

  private static RunTasks batch(long id, long size) {
    return new RunTasks(1, new BatchId(id), new TaskRange(0, 0, size), 1, false, List.of());
  }

  private static CancelTask cancel(long batch, long index, boolean interrupt) {
    return new CancelTask(SLOT, new BatchId(batch), index, "enough", interrupt);
  }

  /** Of the whole batch, by index, once it is through: one for each task. */
  private List<Outcome> outcomes(long batch, int size) {
    await().until(() -> of(batch).anyMatch(WorkerEvent.SlotReported::finished));
    var results = results(batch);
    assertThat(results)
        .extracting(TaskResult::index)
        .isEqualTo(LongStream.range(0, size).boxed().toList());
    return results.stream().map(TaskResult::outcome).toList();
  }

  private List<Long> completed(long batch) {
    return results(batch).stream()
        .filter(result -> result.outcome() instanceof Outcome.Completed)
        .map(TaskResult::index)
        .toList();
  }

  private List<TaskResult> results(long batch) {
    return of(batch)
        .flatMap(report -> report.results().stream())
        .sorted(Comparator.comparingLong(TaskResult::index))
        .toList();
  }

  private Stream<WorkerEvent.SlotReported> of(long batch) {
    return reported.stream().filter(report -> report.batch().value() == batch);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
