package dev.thresher.api.local;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.SiteSettings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task. The initialiser runs once, before the first task. */
final class PerTaskSite extends LocalSite {
  private final ExecutorService executor;
  private final @Nullable FutureTask<@Nullable InitializerFailure> preparation;

  PerTaskSite(SiteSettings settings) {
    super(settings);
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

  @Override
  @Nullable InitializerFailure failure() {
    return preparation != null && preparation.state() == FutureTask.State.SUCCESS
        ? preparation.resultNow()
        : null;
  }

  @Override
  void runUnpaused(Job job) {
    job.run(); // in the thread of the attempt that has failed: no other may start any more
  }

  @Override
  List<Job> unstarted(List<Runnable> given) {
    return List.of();
  }

  @Override
  ExecutorService executor() {
    return executor;
  }

  @Override
  public List<WorkerInfo> workers() {
    return List.of();
  }

  @Override
  public boolean drain(String worker) {
    return false;
  }
}
