package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;

/**
 * How results of a kind become one. {@code combine} is associative up to rounding and need not be
 * commutative: it is applied over a fixed binary tree on the task index, left before right,
 * whatever the order of arrival. All methods are pure and may be called from any thread.
 */
public interface Reducer {
  Value combine(Value left, Value right);

  /**
   * Turns the combination of all results into what the user is shown.
   *
   * @param constants the stage's arguments, without the pieces' own
   */
  Value finish(Value combined, Fields constants);
}
