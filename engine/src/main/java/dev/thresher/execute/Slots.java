package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.task.StageSpec;
import java.util.List;

/**
 * The places of a worker in which tasks run, one at a time each. Safe for several threads; no
 * method blocks. What happens in a slot comes back as a {@code WorkerEvent} through the consumer
 * given at construction, called from the slots' own threads.
 */
public interface Slots extends AutoCloseable {
  /** Makes a stage known; precedes its first batch. */
  void learn(StageSpec stage);

  /** Starts with the first task of the batch; the slot is free. */
  void assign(int slot, Request.RunTasks batch);

  /** Gives back up to {@code count} unstarted tasks from the end of the batch; always answered. */
  void takeBack(int slot, BatchId batch, long count);

  /** Interrupts the running task and ends the rest of the batch as cancelled. */
  void interrupt(int slot, BatchId batch, String reason);

  /** What runs now, at most one task a slot. */
  List<Reply.Running> running();

  /** Interrupts everything; nothing is reported afterwards. */
  @Override
  void close();
}
