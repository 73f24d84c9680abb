package dev.thresher.model;

import java.util.Comparator;

/**
 * Names one task of one run. Stages are numbered from 0 in plan order; indices are dense and start
 * at 0 in each stage.
 */
public record TaskId(int stage, long index) implements Comparable<TaskId> {
  private static final Comparator<TaskId> PLAN_ORDER =
      Comparator.comparingInt(TaskId::stage).thenComparingLong(TaskId::index);

  @Override
  public int compareTo(TaskId other) {
    return PLAN_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return stage + "/" + index;
  }
}
