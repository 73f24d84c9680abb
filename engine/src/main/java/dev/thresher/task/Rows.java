package dev.thresher.task;

import dev.thresher.model.Value.Fields;

/**
 * The arguments of a stage's tasks, made one at a time: row {@code i} belongs to task {@code i}.
 *
 * <p>A pure function of its index, so that coordinator and workers make the same row without
 * sending it; callable from any thread.
 */
public interface Rows {
  long size();

  /** {@code 0 <= index < size}. */
  Fields row(long index);
}
