package dev.thresher.runtime.site;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Worker processes, and threads of this JVM for the tasks that do not claim to travel. */
final class WithLocalThreads implements Site {
  private final Site processes;
  private final Site threads;

  WithLocalThreads(Site processes, Site threads) {
    this.processes = processes;
    this.threads = threads;
  }

  private Site placeOf(Job job) {
    for (int i = 0; i < job.size(); i++) {
      if (!job.isDone(i)) {
        return job.call(i).isPortable() ? processes : threads;
      }
    }
    return threads;
  }

  @Override
  public int width() {
    return processes.width();
  }

  @Override
  public void submit(Job job) {
    placeOf(job).submit(job);
  }

  @Override
  public void submitLater(Job job, Duration pause) {
    placeOf(job).submitLater(job, pause);
  }

  // What it called is forgotten by now; the site that has never heard of it does nothing.
  @Override
  public void cancel(Job job, CancelLevel level) {
    threads.cancel(job, level);
    processes.cancel(job, level);
  }

  @Override
  public void shutdown() {
    threads.shutdown();
    processes.shutdown();
  }

  @Override
  public List<Job> shutdownNow() {
    var unstarted = new ArrayList<>(threads.shutdownNow());
    unstarted.addAll(processes.shutdownNow());
    return unstarted;
  }

  @Override
  public boolean isShutdown() {
    return processes.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated() && processes.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    return threads.awaitTermination(timeout, unit)
        && processes.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public List<WorkerInfo> workers() {
    var all = new ArrayList<>(processes.workers());
    all.addAll(threads.workers());
    return all;
  }

  @Override
  public boolean drain(String worker) {
    return processes.drain(worker) || threads.drain(worker);
  }

  @Override
  public boolean kill(String worker) {
    return processes.kill(worker);
  }
}
