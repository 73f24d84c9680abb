package dev.thresher.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a task stands, as it was when it was asked for.
 *
 * @param since how long it has been running, stopping or pausing; empty in other phases
 * @param place where it runs or last ran; empty if it has not started
 * @param attempt 0 before the first start
 * @param key as given in {@link TaskOptions}
 */
public record TaskStatus(
    TaskPhase phase,
    Optional<Duration> since,
    Optional<TaskPlace> place,
    int attempt,
    Optional<String> key) {
  @Override
  public String toString() {
    return phase
        + place.map(at -> " on " + at.worker()).orElse("")
        + (attempt > 1 ? ", attempt " + attempt : "");
  }
}
