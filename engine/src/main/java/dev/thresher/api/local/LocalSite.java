package dev.thresher.api.local;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.InitializerFailure;
import dev.thresher.api.Rejected;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Seat;
import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What places in this JVM have in common: an executor of the JDK's, with pauses beside it. */
abstract class LocalSite implements Site {
  final SiteSettings settings;
  final Pauses pauses = new Pauses(this::submit);
  private volatile boolean stopped;

  LocalSite(SiteSettings settings) {
    this.settings = settings;
  }

  abstract ExecutorService executor();

  /** Why no task can run here any more; null as long as they can. */
  abstract @Nullable InitializerFailure failure();

  /** Runs a job at once that was to pause, as no pause ends any more. */
  abstract void runUnpaused(Job job);

  /** What the executor gives back when it is told to stop. */
  abstract List<Job> unstarted(List<Runnable> given);

  final Rejected refusal() {
    var failure = failure();
    return failure == null
        ? new Rejected(Rejected.Reason.SHUT_DOWN, settings.name() + " has been shut down")
        : new Rejected(
            Rejected.Reason.BROKEN,
            settings.name() + " is broken: " + failure.getMessage(),
            failure);
  }

  @Override
  public final void submitLater(Job job, Duration pause) {
    if (stopped) {
      throw refusal();
    }
    if (!pauses.add(job, pause)) {
      runUnpaused(job);
    }
  }

  // The future interrupts the thread that runs it, and what has not started finds itself done.
  @Override
  public final void cancel(Job job, CancelLevel level) {}

  @Override
  public final void shutdown() {
    pauses.endThen(executor()::shutdown);
  }

  @Override
  public final List<Job> shutdownNow() {
    stopped = true;
    Endings.stop(pauses.end());
    return unstarted(executor().shutdownNow());
  }

  @Override
  public final boolean isShutdown() {
    return executor().isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return executor().isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor().awaitTermination(timeout, unit);
  }

  @Override
  public final boolean kill(String worker) {
    throw new UnsupportedOperationException(Seat.NO_FORCE);
  }
}
