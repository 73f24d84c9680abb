package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;

/**
 * How partial results of a kind become one, and what the user is shown of it. {@code combine} is
 * associative up to rounding and need not be commutative: it is applied over a fixed binary tree on
 * the task index, left before right, whatever the order of arrival. All methods are pure and may be
 * called from any thread.
 */
public interface Reducer {
  Value combine(Value left, Value right);

  /**
   * Turns a partial result, of one task or combined from many, into what the user is shown.
   *
   * @param constants the arguments that all combined tasks share: those of the stage, or, where a
   *     row of {@code each} is finished by itself, those of the row as well
   */
  Value finish(Value combined, Fields constants);
}
