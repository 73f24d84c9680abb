package dev.thresher.api;

import dev.thresher.api.TaskOutcome.Cancelled;
import dev.thresher.api.TaskOutcome.Completed;
import dev.thresher.api.TaskOutcome.Failed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The items of a task of a map that has ended, read one after the other. */
final class EndedItems {
  private final MappedTask task;
  private final List<TaskOutcome<Object>> outcomes;
  private int next;

  EndedItems(MappedTask task) {
    this.task = task;
    this.outcomes = outcomes(task);
  }

  private static List<TaskOutcome<Object>> outcomes(MappedTask task) {
    var outcome = task.outcome();
    if (!task.isChunk()) {
      return List.of(outcome);
    }
    return switch (outcome) {
      case Completed<Object>(ChunkOutcome of) -> outcomes(of, task);
      case Cancelled<Object> cancelled ->
          IntStream.range(0, task.items().length)
              .<TaskOutcome<Object>>mapToObj(_ -> cancelled)
              .toList();
      // Its end is told of none of them: each is tried by itself, so that one is to blame.
      case Completed<Object> _,
          Failed<Object> _,
          TaskOutcome.TimedOut<Object> _,
          TaskOutcome.Lost<Object> _ ->
          List.of();
    };
  }

  private static List<TaskOutcome<Object>> outcomes(ChunkOutcome chunk, MappedTask task) {
    var place = task.status().place().orElseGet(() -> Places.of(Thread.currentThread()));
    var origin = TaskOrigin.of(place, task.status().attempt());
    var thrown = new HashMap<Integer, Throwable>();
    chunk.failures().forEach(failure -> thrown.put(failure.index(), failure.thrown()));
    return IntStream.range(0, chunk.values().length)
        .mapToObj(i -> outcome(chunk.values()[i], thrown.get(i), origin))
        .toList();
  }

  private static TaskOutcome<Object> outcome(
      @Nullable Object value, @Nullable Throwable thrown, TaskOrigin origin) {
    return thrown == null ? new Completed<>(value) : new Failed<>(thrown, origin);
  }

  boolean hasNext() {
    return next < outcomes.size();
  }

  @SuppressWarnings("unchecked")
  <A, R> MappedItem<A, R> next() {
    int at = next++;
    return new MappedItem<>(
        task.from() + at, (A) task.items()[at], (TaskOutcome<R>) outcomes.get(at));
  }

  MappedTask task() {
    return task;
  }

  /** Index of the first item that has not run, or of which it is not known how it ended. */
  long restFrom() {
    return task.from() + outcomes.size();
  }

  @Nullable Object[] rest() {
    return Arrays.copyOfRange(task.items(), outcomes.size(), task.items().length);
  }
}
