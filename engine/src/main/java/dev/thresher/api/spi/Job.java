package dev.thresher.api.spi;

import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPlace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a site is asked to run: one for a future, up to some thousand for {@code map}, each of
 * which starts, ends and may be lost by itself. The future itself is the job, so a site needs no
 * second object per task; identity tells jobs apart.
 *
 * <p>A site in this JVM puts the job in its queue and calls {@link #run}. A site with workers
 * elsewhere never does; it asks for {@link #call}, carries it there and gives the news: any thread
 * may, news of one task in order, and each task has exactly one end. News that come late, twice or
 * after a cancellation are ignored, so a site need not know what the caller has done meanwhile. All
 * of these methods return soon and throw nothing: callbacks of users run elsewhere.
 *
 * <p>Further attempts after a failure or deadline are the future's business: it submits the job
 * again. Further attempts after the loss of a worker are the site's, within {@link
 * TaskOptions#idempotent}.
 */
public interface Job extends Runnable {
  /** Tasks in this job; at least 1. */
  int size();

  /**
   * @param index of the task, from 0 to {@code size() - 1}
   * @throws IllegalStateException if that task has ended: what it captured is released then
   */
  Call call(int index);

  TaskOptions options();

  /** What its log context (MDC) is to be where it runs; null if there is none. */
  @Nullable Map<String, String> logContext();

  /** Whether results are written down somewhere before they are told. */
  boolean keepsResults();

  /** Whether the task needs not run any more. */
  boolean isDone(int index);

  /** It has been handed to a worker, where it may still wait. */
  void dispatched(int index, TaskPlace place);

  /** User code begins, for the first time or again after a loss. */
  void started(int index, TaskPlace place);

  /** It returned. The short way for {@link TaskOutcome.Completed}, without an object per task. */
  void completed(int index, @Nullable Object value);

  /** It ended, in whatever way. */
  void ended(int index, TaskOutcome<Object> outcome);

  /**
   * Runs what has not been run of this job on the calling thread. What user code throws becomes the
   * outcome, except after a plain {@code execute}: then it is thrown here, for the handler of
   * uncaught exceptions of the thread. Some other thread may be running other tasks of the same
   * job.
   */
  @Override
  void run();
}
