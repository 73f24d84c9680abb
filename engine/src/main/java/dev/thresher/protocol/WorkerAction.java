package dev.thresher.protocol;

import dev.thresher.model.BatchId;

/** What a worker does next. Performed in order. */
public sealed interface WorkerAction {
  record Send(Reply reply) implements WorkerAction {}

  /**
   * The slot is free and starts with the first task of the batch. The tasks may be a part of those
   * that the coordinator sent under that id; other slots may hold other parts.
   */
  record Assign(int slot, Request.RunTasks batch) implements WorkerAction {}

  /** Take up to {@code count} unstarted tasks from the end of what the slot holds of the batch. */
  record TakeBack(int slot, BatchId batch, long count) implements WorkerAction {}

  /** Interrupt the running task and end the rest of the batch as cancelled. */
  record Interrupt(int slot, BatchId batch, String reason) implements WorkerAction {}

  /**
   * Do not start this task of the batch: it ends as cancelled. If it runs, it is interrupted if
   * that is wanted, and goes on otherwise.
   */
  record CancelTask(int slot, BatchId batch, long index, String reason, boolean interrupt)
      implements WorkerAction {}

  /** Make the stage known to the slots. */
  record Learn(dev.thresher.task.StageSpec stage) implements WorkerAction {}

  /** No task of the stage will be assigned any more. */
  record ForgetStage(int stage) implements WorkerAction {}

  /**
   * The coordinator has dealt with all that was to be said about the batch: what had started of it
   * need not be remembered.
   */
  record Forget(BatchId batch) implements WorkerAction {}

  /** Interrupt everything and end this worker. */
  record Exit(String reason) implements WorkerAction {}
}
