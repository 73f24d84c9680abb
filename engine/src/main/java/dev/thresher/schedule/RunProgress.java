package dev.thresher.schedule;

import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import java.util.List;

/**
 * Where a run stands, for people.
 *
 * @param tasks of all stages, also of those that are over and forgotten
 * @param completed committed with a result
 * @param failed that ended without one
 * @param cancelled of the failed ones, those that were asked to stop
 * @param retries attempts that came to nothing and were followed by another
 * @param staleResults results that were refused: late, repeated, or of a worker that was given up
 * @param batchesInFlight sent and not through
 */
public record RunProgress(
    long tasks,
    long completed,
    long failed,
    long cancelled,
    long retries,
    long staleResults,
    int batchesInFlight,
    List<WorkerLoad> workers,
    List<StagePace> stages) {
  public RunProgress {
    workers = List.copyOf(workers);
    stages = List.copyOf(stages);
  }

  /**
   * @param tasksHeld sent and not ended, for all that is known
   * @param running as its last beat told
   */
  public record WorkerLoad(
      Incarnation worker, int slots, long tasksHeld, List<Reply.Running> running) {}

  /**
   * @param meanTaskNanos running estimate; 0 before the first task has ended
   * @param batchSize that the estimate leads to
   */
  public record StagePace(int stage, long settled, double meanTaskNanos, int batchSize) {}
}
