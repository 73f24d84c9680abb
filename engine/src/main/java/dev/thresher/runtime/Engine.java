package dev.thresher.runtime;

import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.plan.Plan;
import dev.thresher.rundir.StoredRun;
import dev.thresher.runtime.durable.Request;

/** Executes plans. One engine runs one plan at a time. */
public interface Engine {
  /** The workers that a run with these options would have; starts none. */
  Staffing staffing(RunOptions options);

  /**
   * Starts the run; returns once its run directory exists. Events go to {@code listener} from then
   * on, {@link RunEnded} last, whatever happens.
   */
  RunHandle start(Plan plan, RunOptions options, RunListener listener);

  /**
   * Goes on with a run whose coordinator has ended.
   *
   * @param options those of the new life; {@code runDirectory} is not looked at
   * @throws java.io.UncheckedIOException if it cannot be resumed; the message is for the user
   */
  Resumed resume(
      Plan plan, RunOptions options, StoredRun earlier, Request request, RunListener listener);

  /** What comes of going on with a run. */
  sealed interface Resumed {
    record Going(RunHandle handle) implements Resumed {}

    /**
     * There is nothing to go on with.
     *
     * @param sentence for the user
     */
    record Over(RunEnd end, String sentence) implements Resumed {}
  }

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
