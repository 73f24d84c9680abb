package dev.thresher.kinds;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Reducer;

/** Adds one field of whole numbers; the sum is the finished result. */
record Sums(String field) implements Reducer {
  Fields of(long number) {
    return Fields.of(field, Value.of(number));
  }

  @Override
  public Value combine(Value left, Value right) {
    return of(Math.addExact(left.asFields().whole(field), right.asFields().whole(field)));
  }

  @Override
  public Value finish(Value combined, Fields constants) {
    return combined;
  }
}
