package dev.thresher.api;

import java.util.List;

/**
 * Where an outcome comes from.
 *
 * @param attempt 1 for the first
 * @param logTail the last lines that the worker printed, oldest first; empty in this JVM
 */
public record TaskOrigin(TaskPlace place, int attempt, List<String> logTail) {
  public TaskOrigin {
    logTail = List.copyOf(logTail);
  }

  public static TaskOrigin of(TaskPlace place, int attempt) {
    return new TaskOrigin(place, attempt, List.of());
  }

  @Override
  public String toString() {
    return "on " + place + ", attempt " + attempt;
  }
}
