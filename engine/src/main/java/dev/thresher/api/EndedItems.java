package dev.thresher.api;

import static java.util.Objects.requireNonNull;

import dev.thresher.api.TaskOutcome.Cancelled;
import dev.thresher.api.TaskOutcome.Completed;
import dev.thresher.api.TaskOutcome.Failed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a task of a map that has ended, read one after the other. */
final class EndedItems {
  private final MappedTask task;
  private final int size;

  /** Null if they did not run as a chunk, or the chunk has come to nothing. */
  private final @Nullable ChunkOutcome chunk;

  private final Map<Integer, TaskOutcome<Object>> failures;

  /** What all of them have come to, if there is no chunk to say it of each. */
  private final @Nullable TaskOutcome<Object> common;

  private int next;

  private EndedItems(
      MappedTask task,
      int size,
      @Nullable ChunkOutcome chunk,
      Map<Integer, TaskOutcome<Object>> failures,
      @Nullable TaskOutcome<Object> common) {
    this.task = task;
    this.size = size;
    this.chunk = chunk;
    this.failures = failures;
    this.common = common;
  }

  static EndedItems of(MappedTask task) {
    var outcome = task.outcome();
    if (!task.isChunk()) {
      return allOf(task, outcome, 1);
    }
    return switch (outcome) {
      case Completed<Object>(Object[] packed) -> of(task, ChunkOutcome.unpacked(packed));
      case Cancelled<Object> cancelled -> allOf(task, cancelled, task.items().length);
      // Its end is told of none of them: each is tried by itself, so that one is to blame.
      case Completed<Object> _,
          Failed<Object> _,
          TaskOutcome.TimedOut<Object> _,
          TaskOutcome.Lost<Object> _ ->
          allOf(task, outcome, 0);
    };
  }

  private static EndedItems allOf(MappedTask task, TaskOutcome<Object> outcome, int size) {
    return new EndedItems(task, size, null, Map.of(), outcome);
  }

  private static EndedItems of(MappedTask task, ChunkOutcome chunk) {
    var failures = new HashMap<Integer, TaskOutcome<Object>>();
    if (!chunk.failures().isEmpty()) {
      var place = task.status().place().orElseGet(() -> Places.of(Thread.currentThread()));
      var origin = TaskOrigin.of(place, task.status().attempt());
      chunk
          .failures()
          .forEach(one -> failures.put(one.index(), new Failed<>(one.thrown(), origin)));
    }
    return new EndedItems(task, chunk.values().length, chunk, failures, null);
  }

  boolean hasNext() {
    return next < size;
  }

  @SuppressWarnings("unchecked")
  <A, R> MappedItem<A, R> next() {
    int at = next++;
    return new MappedItem<>(task.from() + at, (A) task.items()[at], (TaskOutcome<R>) outcome(at));
  }

  private TaskOutcome<Object> outcome(int at) {
    if (common != null || chunk == null) {
      return requireNonNull(common);
    }
    var failure = failures.isEmpty() ? null : failures.get(at);
    return failure == null ? new Completed<>(chunk.values()[at]) : failure;
  }

  Optional<ChunkOutcome> chunk() {
    return Optional.ofNullable(chunk);
  }

  MappedTask task() {
    return task;
  }

  /** Index of the first item that has not run, or of which it is not known how it ended. */
  long restFrom() {
    return task.from() + size;
  }

  @Nullable Object[] rest() {
    return Arrays.copyOfRange(task.items(), size, task.items().length);
  }
}
