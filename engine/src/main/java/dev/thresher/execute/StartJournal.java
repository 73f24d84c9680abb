package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskId;
import java.io.IOException;

/**
 * Where a worker notes which tasks it starts that may start once only, so that it is known when the
 * worker itself is gone. Safe for several threads.
 */
public interface StartJournal {
  /** Notes nothing, for workers that are not gone before their coordinator is. */
  StartJournal NONE =
      new StartJournal() {
        @Override
        public void starting(BatchId batch, TaskId task) {}

        @Override
        public void forget(BatchId batch) {}
      };

  /**
   * To be called before the task starts; when this returns, the note outlives this process.
   *
   * @throws IOException if it cannot be noted, so that the task must not start
   */
  void starting(BatchId batch, TaskId task) throws IOException;

  /** Nobody will ask any more what of this batch had started. */
  void forget(BatchId batch);
}
