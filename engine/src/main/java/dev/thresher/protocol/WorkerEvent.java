package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import java.util.List;
import java.util.Optional;

/** What can happen to a worker. */
public sealed interface WorkerEvent {
  record Received(Request request) implements WorkerEvent {}

  /**
   * A slot reports. Slots report at once when a batch is through, and else no more often than every
   * few milliseconds.
   *
   * @param finished nothing of the batch is left in the slot
   */
  record SlotReported(int slot, BatchId batch, List<TaskResult> results, boolean finished)
      implements WorkerEvent {}

  /** Answers {@link WorkerAction.TakeBack}; the slot goes on with the rest of the batch. */
  record SlotGaveBack(int slot, BatchId batch, Optional<TaskRange> tasks) implements WorkerEvent {}

  /** Time has passed; comes at least once a beat. */
  record Ticked(List<Reply.Running> running) implements WorkerEvent {}
}
