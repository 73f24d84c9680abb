package dev.thresher.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an outcome comes from.
 *
 * @param attempt 1 for the first
 * @param logTail the last lines that the worker printed, oldest first, under a line with the log
 *     context of the task if there is any; empty in this JVM
 */
public record TaskOrigin(TaskPlace place, int attempt, List<String> logTail) {
  public TaskOrigin {
    logTail = List.copyOf(logTail);
  }

  public static TaskOrigin of(TaskPlace place, int attempt) {
    return new TaskOrigin(place, attempt, List.of());
  }

  /** The same, with the log context in which the task ran as a line above what it printed. */
  public TaskOrigin within(@Nullable Map<String, String> logContext) {
    if (logContext == null) {
      return this;
    }
    var lines = new ArrayList<String>();
    lines.add("log context: " + new TreeMap<>(logContext));
    lines.addAll(logTail);
    return new TaskOrigin(place, attempt, lines);
  }

  @Override
  public String toString() {
    return "on " + place + ", attempt " + attempt;
  }
}
