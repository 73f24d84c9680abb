package dev.thresher.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When a worker is replaced by a fresh one. It finishes what it runs first; nothing that waits is
 * lost.
 *
 * @param tasks after so many tasks; at least 1
 * @param age after so long
 * @param memoryBytes of a worker process above which it is replaced after its task; has no effect
 *     on threads
 */
public record Recycling(OptionalInt tasks, Optional<Duration> age, OptionalLong memoryBytes) {
  public static final Recycling NEVER =
      new Recycling(OptionalInt.empty(), Optional.empty(), OptionalLong.empty());

  public Recycling {
    if (tasks.isPresent() && tasks.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "recycling after " + tasks.getAsInt() + " tasks: not >= 1");
    }
  }

  public static Recycling afterTasks(int count) {
    return new Recycling(OptionalInt.of(count), Optional.empty(), OptionalLong.empty());
  }

  public Recycling andAfter(Duration time) {
    return new Recycling(tasks, Optional.of(time), memoryBytes);
  }

  public Recycling andAbove(long bytes) {
    return new Recycling(tasks, age, OptionalLong.of(bytes));
  }
}
