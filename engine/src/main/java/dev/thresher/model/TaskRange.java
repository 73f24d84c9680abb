package dev.thresher.model;

/**
 * The tasks {@code from} (inclusive) to {@code until} (exclusive) of one stage; never empty.
 *
 * <p>State is kept per range, not per task: ten million tasks that fare alike cost one object.
 */
public record TaskRange(int stage, long from, long until) {
  public TaskRange {
    if (from < 0 || from >= until) {
      throw new IllegalArgumentException("empty or negative range " + from + ".." + until);
    }
  }

  public static TaskRange of(TaskId task) {
    return new TaskRange(task.stage(), task.index(), task.index() + 1);
  }

  public long size() {
    return until - from;
  }

  public boolean contains(long index) {
    return index >= from && index < until;
  }

  public TaskId first() {
    return new TaskId(stage, from);
  }

  /** The first {@code count} tasks; {@code 0 < count <= size}. */
  public TaskRange head(long count) {
    return new TaskRange(stage, from, from + count);
  }

  /** What is left after the first {@code count} tasks; {@code 0 <= count < size}. */
  public TaskRange dropFirst(long count) {
    return new TaskRange(stage, from + count, until);
  }

  @Override
  public String toString() {
    return stage + "/" + from + ".." + (until - 1);
  }
}
