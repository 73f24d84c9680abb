package dev.thresher.api.spi;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.ThresherException;
import dev.thresher.api.WorkerInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where the tasks of one executor run, for the life of that executor. All methods may be called
 * from any thread.
 */
public interface Site {
  /** Tasks that can run at once; {@link Integer#MAX_VALUE} if nothing limits them. */
  int width();

  /**
   * Takes a job on: never blocks, and as many as there is memory for. Jobs of equal priority start
   * in the order of submission.
   *
   * <p>A job is never lost between this call and {@link #shutdown}: either it is taken on and ends,
   * or this method throws.
   *
   * @throws ThresherException and takes nothing on: {@code Rejected} after a shutdown or once the
   *     site has broken down, {@code SerializationFailure} if it cannot travel, {@code Infeasible}
   *     if no worker can ever run it
   */
  void submit(Job job);

  /**
   * Takes a job on again for another attempt, not before the pause is over. Called while the site
   * tells the job of its failure, so also after {@link #shutdown}, which cuts the pause short. The
   * site may run the job before this method returns.
   *
   * @throws ThresherException as {@link #submit} after {@link #shutdownNow}
   */
  void submitLater(Job job, Duration pause);

  /**
   * The caller is not interested in the job any more: all its unended tasks have ended as cancelled
   * for the caller already. What has not started need never start; what runs is stopped as far as
   * the level says.
   *
   * @throws UnsupportedOperationException if workers here cannot be ended by force; the message is
   *     for the user
   */
  void cancel(Job job, CancelLevel level);

  /**
   * Nothing new is taken on; what was taken on is finished, pauses before retries are cut short.
   */
  void shutdown();

  /**
   * Nothing new is taken on or started, what runs is interrupted.
   *
   * @return the jobs that had not started, in the order in which they would have started; they get
   *     no news from this site any more
   */
  List<Job> shutdownNow();

  boolean isShutdown();

  /** After a shutdown: everything has ended and no worker is left. */
  boolean isTerminated();

  boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException;

  List<WorkerInfo> workers();

  /**
   * The worker finishes what it runs and is replaced.
   *
   * @return false if there is no such worker
   */
  boolean drain(String worker);

  /**
   * Ends the worker at once and replaces it; what it ran starts again elsewhere, uncharged.
   *
   * @return false if there is no such worker
   * @throws UnsupportedOperationException if workers here cannot be ended by force
   */
  boolean kill(String worker);
}
