package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import java.util.List;
import java.util.Map;

/**
 * What is known of a worker that is gone about the tasks that may start once only: whether one of
 * them had started there. Read off what the worker noted before each start, once it can start
 * nothing any more.
 */
public sealed interface Starts {
  /** Whether this task of a batch that was not through may have been started. */
  boolean mayHaveStarted(BatchId batch, long index);

  /** Whether this task may have been started in any batch. */
  boolean mayHaveStarted(int stage, long index);

  /** Nobody can tell, so any task may have been. */
  record Untold() implements Starts {
    @Override
    public boolean mayHaveStarted(BatchId batch, long index) {
      return true;
    }

    @Override
    public boolean mayHaveStarted(int stage, long index) {
      return true;
    }
  }

  /**
   * All that had been started. Batches with whose end the coordinator has dealt may be missing.
   *
   * @param started by batch, in any order
   */
  record Told(Map<BatchId, List<TaskRange>> started) implements Starts {
    public Told {
      started = Map.copyOf(started);
    }

    @Override
    public boolean mayHaveStarted(BatchId batch, long index) {
      return started.getOrDefault(batch, List.of()).stream().anyMatch(one -> one.contains(index));
    }

    @Override
    public boolean mayHaveStarted(int stage, long index) {
      return started.values().stream()
          .flatMap(List::stream)
          .anyMatch(one -> one.stage() == stage && one.contains(index));
    }
  }
}
