package dev.thresher.runtime;

import dev.thresher.model.Value;
import java.io.IOException;
import java.util.Optional;

/** Takes the results of one stage's tasks, each index once, in any order. Used by one thread. */
interface StageResults {
  void completed(long index, Value result) throws IOException;

  /** The task ended without a result. */
  void missing(long index) throws IOException;

  /**
   * What the stage came to, once every index was told; its outlet has all of it then. Empty if
   * there is nothing, because all tasks were missing.
   */
  Optional<Value> finish() throws IOException;
}
