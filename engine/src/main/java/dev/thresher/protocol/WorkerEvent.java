package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.TaskRange;
import java.util.List;
import java.util.Optional;

/** What can happen to a worker. */
public sealed interface WorkerEvent {
  record Received(Request request) implements WorkerEvent {}

  /**
   * A slot reports. Slots report at once when a batch is through, and else as {@link ReportPace}
   * has it. Results of one slot are in the order in which the tasks ran.
   *
   * @param finished nothing of the batch is left in the slot
   */
  record SlotReported(int slot, BatchId batch, List<TaskResult> results, boolean finished)
      implements WorkerEvent {}

  /** Several slots report, or one several times: at about the same time, in this order. */
  record SlotsReported(List<SlotReported> reports) implements WorkerEvent {
    public SlotsReported {
      reports = List.copyOf(reports);
    }
  }

  /**
   * Answers {@link WorkerAction.TakeBack}, also if nothing was left to take; the slot goes on with
   * the rest of the batch. Answers of one slot come in the order of the questions, but may come
   * after the slot's last report on the batch.
   *
   * @param tasks the last ones of what the slot held, so one stretch
   */
  record SlotGaveBack(int slot, BatchId batch, Optional<TaskRange> tasks) implements WorkerEvent {}

  /**
   * Time has passed; comes once a beat.
   *
   * @param running what the slots run now
   * @param heap of the worker's JVM
   */
  record Ticked(List<Reply.Running> running, HeapUse heap) implements WorkerEvent {}
}
