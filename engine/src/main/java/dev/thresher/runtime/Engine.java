package dev.thresher.runtime;

import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.plan.Plan;

/** Executes plans. One engine runs one plan at a time. */
public interface Engine {
  /** The workers that a run with these options would have; starts none. */
  Staffing staffing(RunOptions options);

  /**
   * Starts the run; returns once its run directory exists. Events go to {@code listener} from then
   * on, {@link RunEnded} last, whatever happens.
   */
  RunHandle start(Plan plan, RunOptions options, RunListener listener);

  /** A run that has started. Callable from any thread. */
  interface RunHandle {
    /** Nothing new starts; what runs is finished. The first Ctrl-C. */
    void drain();

    /** Everything stops now. The second Ctrl-C. */
    void cancel(String reason);

    /**
     * Waits for the end, after which no worker, thread or temporary file of the run is left.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    RunEnded await() throws InterruptedException;
  }
}
