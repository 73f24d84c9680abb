package dev.thresher.schedule;

import dev.thresher.schedule.Decision.End;

/**
 * Where a run stands. It moves down this list only; several steps at once are allowed.
 *
 * <ul>
 *   <li>{@link Running}: work is handed out, places are filled again.
 *   <li>{@link Draining}: what runs ends and is committed, nothing else starts.
 *   <li>{@link Cancelling}: what runs is stopped.
 *   <li>{@link Finished}: nothing is decided any more.
 * </ul>
 */
sealed interface RunPhase {
  record Running() implements RunPhase {}

  /**
   * @param end how the run ends when what runs has ended, unless nothing is left then
   * @param reason in words; empty if somebody asked for it
   */
  record Draining(End end, String reason) implements RunPhase {}

  /**
   * @param end how the run ends when everything has stopped
   * @param untilNanos when it ends even if something has not
   */
  record Cancelling(End end, String reason, long untilNanos) implements RunPhase {}

  record Finished() implements RunPhase {}
}
