package dev.thresher.api;

import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Site;
import dev.thresher.model.BackendKind;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What all views of one executor share.
 *
 * @param abandonAfter how long a task in this JVM may go on after its deadline and an interrupt
 *     before its worker is replaced
 */
record ExecutorState(
    String name,
    BackendKind backend,
    Site site,
    Executor callbacks,
    Admission admission,
    java.time.Duration abandonAfter) {
  /**
   * Hands the job to the site, or tells the caller why not as the contract of {@code
   * ExecutorService} asks.
   */
  void submit(Job job) {
    try {
      admission.enter();
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

  /** Where the exceptions of {@code execute} go if no thread of this JVM ran the task. */
  void uncaught(Throwable thrown) {
    Log.LOG.error("a task that was given to execute() of {} threw", name, thrown);
  }
}
