package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.task.StageSpec;
import java.util.List;

/**
 * The places of a worker that run tasks, one batch each at a time.
 *
 * <p>Callable from any thread; no method waits for a task. What happens comes back as {@code
 * WorkerEvent}s through the consumer that the slots were made with, called from their own threads.
 */
public interface Slots extends AutoCloseable {
  /** Makes a stage known; precedes its first batch. */
  void learn(StageSpec stage);

  /** Nothing of the stage will be assigned any more: what is kept for it may go. */
  void forgetStage(int stage);

  /** The slot runs the tasks of the batch one after the other; it must be free. */
  void assign(int slot, Request.RunTasks batch);

  /** Answered by a {@code SlotGaveBack}, also if the slot has nothing of this batch left. */
  void takeBack(int slot, BatchId batch, long count);

  /** Interrupts the running task; what has not started ends as cancelled. */
  void interrupt(int slot, BatchId batch, String reason);

  /** See {@link WorkerAction.CancelTask}; the rest of the batch goes on. */
  void cancelTask(WorkerAction.CancelTask cancel);

  /** It need not be known any more what had started of this batch, which is through. */
  void forget(BatchId batch);

  /** What runs at this moment, with the time since each start. */
  List<Reply.Running> running();

  /** Interrupts everything; no event follows. Returns without waiting for the tasks. */
  @Override
  void close();
}
