package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Reducer;

/** Results of user code are shown as they are; only aggregates can join them. */
enum AsItIs implements Reducer {
  REDUCER;

  @Override
  public Value combine(Value left, Value right) {
    throw new IllegalStateException("results of user code cannot be merged");
  }

  @Override
  public Value finish(Value combined, Fields constants) {
    return combined;
  }
}
