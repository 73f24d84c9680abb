package dev.thresher.api.local;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.InitializerFailure;
import dev.thresher.api.Rejected;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Seat;
import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task. The initialiser runs once, before the first task. */
final class PerTaskSite implements Site {
  private final SiteSettings settings;
  private final ExecutorService executor;
  private final Pauses pauses = new Pauses(this::submit);
  private final @Nullable FutureTask<@Nullable InitializerFailure> preparation;
  private volatile boolean stopped;

  PerTaskSite(SiteSettings settings) {
    this.settings = settings;
    this.executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(settings.name() + "-", 1).factory());
    this.preparation = settings.initializer().map(this::preparation).orElse(null);
  }

  private FutureTask<@Nullable InitializerFailure> preparation(SerRunnable code) {
    return new FutureTask<>(() -> Preparation.run(code, settings.name()));
  }

  @Override
  public int width() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void submit(Job job) {
    try {
      executor.execute(preparation == null ? job : () -> runPrepared(preparation, job));
    } catch (RejectedExecutionException refused) {
      throw refusal();
    }
  }

  // The first thread to come runs the initialiser, the others wait for it.
  private void runPrepared(FutureTask<@Nullable InitializerFailure> first, Job job) {
    first.run();
    InitializerFailure failure;
    try {
      failure = first.get();
    } catch (InterruptedException | ExecutionException stopped) {
      failure = new InitializerFailure(settings.name() + " was stopped", stopped);
    }
    if (failure == null) {
      job.run();
    } else {
      executor.shutdown();
      Endings.fail(job, failure);
    }
  }

  private Rejected refusal() {
    var failure =
        preparation != null && preparation.state() == FutureTask.State.SUCCESS
            ? preparation.resultNow()
            : null;
    return failure == null
        ? new Rejected(Rejected.Reason.SHUT_DOWN, settings.name() + " has been shut down")
        : new Rejected(
            Rejected.Reason.BROKEN,
            settings.name() + " is broken: " + failure.getMessage(),
            failure);
  }

  @Override
  public void submitLater(Job job, Duration pause) {
    if (stopped) {
      throw refusal();
    }
    if (!pauses.add(job, pause)) {
      job.run(); // in the thread of the attempt that has failed: no other may start any more
    }
  }

  @Override
  public void cancel(Job job, CancelLevel level) {}

  @Override
  public void shutdown() {
    pauses.endThen(executor::shutdown);
  }

  @Override
  public List<Job> shutdownNow() {
    stopped = true;
    Endings.stop(pauses.end());
    executor.shutdownNow();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }

  @Override
  public List<WorkerInfo> workers() {
    return List.of();
  }

  @Override
  public boolean drain(String worker) {
    return false;
  }

  @Override
  public boolean kill(String worker) {
    throw new UnsupportedOperationException(Seat.NO_FORCE);
  }
}
