package dev.thresher.runtime;

import dev.thresher.model.Value;
import java.io.IOException;
import java.util.Optional;

/** Takes the results of one stage's tasks, each index once, in any order. Used by one thread. */
interface StageResults extends AutoCloseable {
  void completed(long index, Value result) throws IOException;

  /** The task ended without a result. */
  void missing(long index) throws IOException;

  /**
   * What the stage came to, once every index was told; empty if there is nothing, because all tasks
   * were missing.
   *
   * @param publish whether outputs may appear
   */
  Optional<Value> finish(boolean publish) throws IOException;

  /** Lets go of files that were not published. */
  @Override
  void close() throws IOException;
}
