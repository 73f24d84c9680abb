package dev.thresher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.WorkerAction.Assign;
import dev.thresher.protocol.WorkerAction.Send;
import dev.thresher.protocol.WorkerAction.TakeBack;
import dev.thresher.protocol.WorkerEvent.SlotReported;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralSlotsTest {
  private static final Incarnation ME = new Incarnation(WorkerId.numbered(1), 1);
  private static final BatchId BATCH = new BatchId(7);

  private final WorkerMachine worker =
      new WorkerMachine(new WorkerMachine.Identity(ME, 1, "h", 4, "1", 1_000_000_000));

  SeveralSlotsTest() {
    on(new WorkerEvent.Ticked(List.of(), HeapUse.UNKNOWN));
    asked(new Request.Welcome(new RunId("r"), 1, ME, 0));
    var body = new TaskBody.Builtin("sleep", 1);
    asked(
        new Request.Define(
            new StageSpec(
                0, "stage", body, Fields.NONE, new Inputs.Single(), Semantics.AT_LEAST_ONCE, 0)));
  }

  private List<WorkerAction> on(WorkerEvent event) {
    return worker.on(event, 1);
  }

  private List<WorkerAction> asked(Request request) {
    return on(new WorkerEvent.Received(request));
  }

  private List<WorkerAction> given(int tasks) {
    return given(tasks, false);
  }

  private List<WorkerAction> given(int tasks, boolean spread) {
    return asked(new Request.RunTasks(1, BATCH, new TaskRange(0, 0, tasks), 1, spread, List.of()));
  }

  private static List<TaskRange> assigned(List<WorkerAction> actions) {
    return actions.stream()
        .filter(Assign.class::isInstance)
        .map(action -> ((Assign) action).batch().tasks())
        .toList();
  }

  private static SlotReported ended(int slot, long index) {
    var result = new TaskResult(index, new Outcome.Completed(new Payload.Reference("done")), 1);
    return new SlotReported(slot, BATCH, List.of(result), true);
  }

  @Test
  void whereThereIsASlotForEachTaskEachGetsOne() {
    assertThat(assigned(given(4)))
        .containsExactly(
            new TaskRange(0, 0, 1),
            new TaskRange(0, 1, 2),
            new TaskRange(0, 2, 3),
            new TaskRange(0, 3, 4));
  }

  @Test
  void moreTasksThanSlotsAreSharedOutWhileTheFirstRuns() {
    var actions = given(5);
    assertThat(actions.getFirst())
        .isInstanceOfSatisfying(
            Assign.class, assign -> assertThat(assign.batch().tasks().size()).isEqualTo(5));
    assertThat(actions).hasAtLeastOneElementOfType(TakeBack.class);
  }

  @Test
  void tasksThatAreSpreadWaitForSlotsOfTheirOwn() {
    var actions = given(6, true);
    assertThat(actions).hasSize(4).allMatch(Assign.class::isInstance);
    assertThat(assigned(actions)).extracting(TaskRange::from).containsExactly(0L, 1L, 2L, 3L);
    assertThat(assigned(on(ended(2, 2)))).containsExactly(new TaskRange(0, 4, 5));
    assertThat(assigned(on(ended(0, 0)))).containsExactly(new TaskRange(0, 5, 6));
  }

  @Test
  void ofSpreadTasksThoseThatWaitAreGivenBack() {
    given(6, true);
    assertThat(asked(new Request.Revoke(BATCH, 5)))
        .singleElement()
        .isInstanceOfSatisfying(
            Send.class,
            send ->
                assertThat(((Reply.Returned) send.reply()).tasks())
                    .contains(new TaskRange(0, 5, 6)));
  }

  @Test
  void whatSlotsReportTogetherIsOneReport() {
    given(3);
    var actions = on(new WorkerEvent.SlotsReported(List.of(ended(1, 1), ended(0, 0))));
    assertThat(actions)
        .singleElement()
        .isInstanceOfSatisfying(Send.class, send -> assertThat(ended(send).results()).hasSize(2));
    assertThat(ended((Send) actions.getFirst()).finished()).isFalse();
    var last = on(new WorkerEvent.SlotsReported(List.of(ended(2, 2))));
    assertThat(ended((Send) last.getFirst()).finished()).isTrue();
  }

  private static Reply.Ended ended(Send send) {
    return (Reply.Ended) send.reply();
  }
}
