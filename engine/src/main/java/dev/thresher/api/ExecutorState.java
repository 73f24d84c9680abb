package dev.thresher.api;

import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.ResultStore;
import dev.thresher.api.spi.Site;
import dev.thresher.model.BackendKind;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What all views of one executor share.
 *
 * @param abandonAfter how long a task in this JVM may go on after its deadline and an interrupt
 *     before its worker is replaced
 * @param results where those of a durable executor are
 */
record ExecutorState(
    String name,
    BackendKind backend,
    Site site,
    Executor callbacks,
    Admission admission,
    Duration abandonAfter,
    @Nullable ResultStore results) {
  /**
   * Hands the job to the site, or tells the caller why not as the contract of {@code
   * ExecutorService} asks.
   */
  void submit(Job job) {
    submit(job, false);
  }

  /** As {@link #submit}, but waits for room where there is a bound. */
  void submitInTurn(Job job) {
    submit(job, true);
  }

  private void submit(Job job, boolean waits) {
    try {
      if (isRecalled(job)) {
        return;
      }
      admission.enter(waits);
      try {
        site.submit(job);
      } catch (Throwable refused) {
        admission.leave();
        throw refused;
      }
    } catch (ThresherException refused) {
      throw new RejectedExecutionException(refused.getMessage(), refused);
    }
  }

  // One that is shut down takes nothing on, and the site says so.
  private boolean isRecalled(Job job) {
    return results != null
        && job instanceof SubmittedTask<?> task
        && !site.isShutdown()
        && task.recallFrom(results);
  }

  /** The same executor for tasks whose results nobody will ask for again. */
  ExecutorState withoutResults() {
    return new ExecutorState(name, backend, site, callbacks, admission, abandonAfter, null);
  }

  /** No task is left whose result could be kept. */
  void closeResults() {
    if (results != null) {
      results.close();
    }
  }

  /** Whether tasks, arguments and results are copied on their way. */
  boolean copies() {
    return !backend.sharesMemory();
  }

  /** Where the exceptions of {@code execute} go if no thread of this JVM ran the task. */
  void uncaught(Throwable thrown) {
    Log.LOG.error("a task that was given to execute() of {} threw", name, thrown);
  }
}
