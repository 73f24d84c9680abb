package dev.thresher.api.local;

import dev.thresher.api.Recycling;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Seat;
import dev.thresher.api.spi.Site;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one worker thread. Written by that thread, read by anybody. */
final class WorkerSeat implements Seat {
  private static final VarHandle TASK;

  static {
    try {
      TASK = MethodHandles.lookup().findVarHandle(WorkerSeat.class, "task", Runnable.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final PoolSite site;
  private final Thread thread;
  private final @Nullable ClassLoader contextLoader;
  private final long startedNanos = System.nanoTime();
  final boolean isPermanent;
  private @Nullable Runnable task;
  private long finished;
  private int depth;
  private volatile boolean draining;
  private volatile boolean abandoned;

  WorkerSeat(PoolSite site, boolean isPermanent) {
    this.site = site;
    this.isPermanent = isPermanent;
    this.thread = Thread.currentThread();
    this.contextLoader = thread.getContextClassLoader();
  }

  @Override
  public boolean isAt(Site other) {
    return site == other;
  }

  @Override
  public void lend() {
    site.changeSpares(1);
  }

  @Override
  public void takeBack() {
    site.changeSpares(-1);
  }

  @Override
  public void abandon(String what) {
    abandoned = true;
    site.changeSpares(1);
    site.tellAbandoned();
  }

  boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public void depth(int tasks) {
    depth = tasks;
  }

  String name() {
    return thread.getName();
  }

  void begin(Runnable next) {
    TASK.setOpaque(this, next);
  }

  /** Puts the thread back into the state in which it began. */
  void end() {
    TASK.setOpaque(this, null);
    finished++;
    if (thread.getContextClassLoader() != contextLoader) {
      thread.setContextClassLoader(contextLoader);
    }
    if (abandoned) {
      abandoned = false;
      site.changeSpares(-1);
    }
  }

  boolean isWornOut(Recycling recycling) {
    return draining
        || (recycling.tasks().isPresent() && finished >= recycling.tasks().getAsInt())
        || (recycling.age().isPresent()
            && System.nanoTime() - startedNanos >= recycling.age().get().toNanos());
  }

  void drain() {
    draining = true;
  }

  WorkerInfo info() {
    var place = new TaskPlace(name(), "localhost", ProcessHandle.current().pid());
    var running = (Runnable) TASK.getOpaque(this);
    var state =
        abandoned
            ? WorkerInfo.State.ABANDONED
            : draining
                ? WorkerInfo.State.DRAINING
                : running == null ? WorkerInfo.State.IDLE : WorkerInfo.State.BUSY;
    var what =
        running instanceof Job job
            ? Optional.of(job.options().key().orElseGet(job::toString))
            : Optional.<String>empty();
    return new WorkerInfo(
        place, state, what, Duration.ofNanos(System.nanoTime() - startedNanos), finished);
  }
}
