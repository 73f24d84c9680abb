package dev.thresher.runtime.site;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.InitializerFailure;
import dev.thresher.api.Rejected;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Site;
import dev.thresher.runtime.closures.RemoteFailures;
import dev.thresher.runtime.site.OpenTasks.Task;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.SerializationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes of one executor. A task is encoded by the thread that submits it, so what cannot
 * travel is refused there.
 *
 * <p>Ephemeral: nothing is written down, and nothing outlives this JVM.
 */
final class ProcessSite implements Site {
  /** How long {@link #shutdownNow} waits for workers to say which tasks they have not started. */
  private static final long CLEAR_UP_NANOS = 2_000_000_000;

  private static final long LOOK_NANOS = 5_000_000;

  private static final TaskPlace NOWHERE = new TaskPlace("no worker", "localhost", 0);

  private static final Comparator<Task> FIRST_TO_START =
      Comparator.<Task>comparingInt(task -> -task.job().options().priority())
          .thenComparingLong(Task::number);

  private record Later(Job job, ScheduledFuture<?> timer) {}

  private final Desk desk;
  private final Crew crew;
  private final Delivery delivery;
  private final Encoding encoding;
  private final int width;
  private final ScheduledExecutorService pauses =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("thresher-pauses").factory());
  private final Set<Later> later = ConcurrentHashMap.newKeySet();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private volatile Decision.@Nullable Finish end;

  ProcessSite(Desk desk, Crew crew, Delivery delivery, Encoding encoding, int width) {
    this.desk = desk;
    this.crew = crew;
    this.delivery = delivery;
    this.encoding = encoding;
    this.width = width;
  }

  /** To be run by a thread of its own: lives as long as the session does. */
  void serve(Session session) {
    try {
      end = session.live();
    } finally {
      pauses.shutdownNow();
      try {
        endWhatIsLeft();
      } finally {
        terminated.countDown();
      }
    }
  }

  /** Nothing hangs: whatever was taken on and has not ended ends now, with the reason. */
  private void endWhatIsLeft() {
    desk.shutDown();
    var ended = end;
    var reason = ended == null ? "the engine broke down" : ended.detail();
    for (var task : desk.removeAll()) {
      endLeft(task, ended, reason);
    }
  }

  private void endLeft(Task task, Decision.@Nullable Finish ended, String reason) {
    var failure = desk.broken();
    if (failure == null && ended != null && ended.end() == Decision.End.CANCELLED) {
      delivery.endCancelled(task, reason, TaskOrigin.of(NOWHERE, 1));
    } else {
      delivery.discard(task);
      task.job().ended(task.index(), failure == null ? lost(reason) : failed(failure));
    }
  }

  private static TaskOutcome<Object> failed(InitializerFailure failure) {
    return new TaskOutcome.Failed<>(failure, TaskOrigin.of(NOWHERE, 1));
  }

  private static TaskOutcome<Object> cancelled(String reason) {
    return new TaskOutcome.Cancelled<>(reason);
  }

  private static TaskOutcome<Object> lost(String reason) {
    return new TaskOutcome.Lost<>(new WorkerLost(reason, TaskOrigin.of(NOWHERE, 1)));
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void submit(Job job) {
    try {
      if (!encoding.hand(job, desk)) {
        throw rejection();
      }
    } catch (SerializationException refused) {
      throw RemoteFailures.of(refused);
    } catch (IOException full) {
      throw new SerializationFailure(
          "the task is large and cannot be written where large ones lie: " + full.getMessage(),
          "",
          full);
    }
  }

  private Rejected rejection() {
    var failure = desk.broken();
    if (failure != null) {
      var what = "the executor is broken: " + failure.getMessage();
      return new Rejected(Rejected.Reason.BROKEN, what, failure);
    }
    var ended = end;
    return ended != null && ended.end() == Decision.End.STALLED
        ? new Rejected(Rejected.Reason.BROKEN, "no worker can be had: " + ended.detail())
        : new Rejected(Rejected.Reason.SHUT_DOWN, "the executor has been shut down");
  }

  @Override
  public void submitLater(Job job, Duration pause) {
    if (desk.isShutDown()) {
      throw rejection();
    }
    var entry = new Later[1];
    var timer = pauses.schedule(() -> dueNow(job, entry[0]), pause.toNanos(), TimeUnit.NANOSECONDS);
    entry[0] = new Later(job, timer);
    later.add(entry[0]);
    if (timer.isDone()) {
      later.remove(entry[0]); // it was due before it was in there
    }
    if (desk.isShutDown() && timer.cancel(false)) {
      later.remove(entry[0]); // whoever shut it down may have looked before
      throw rejection();
    }
  }

  private void dueNow(Job job, @Nullable Later entry) {
    if (entry != null) {
      later.remove(entry);
    }
    try {
      submit(job);
    } catch (RuntimeException refused) {
      job.ended(0, cancelled(String.valueOf(refused.getMessage())));
    }
  }

  @Override
  public void cancel(Job job, CancelLevel level) {
    later.removeIf(entry -> entry.job == job && entry.timer.cancel(false));
    desk.cancel(job, reach(level), "cancelled by the caller");
  }

  private static Reach reach(CancelLevel level) {
    return switch (level) {
      case UNSTARTED -> Reach.UNSTARTED;
      case INTERRUPT -> Reach.RUNNING;
      case FORCE -> Reach.WORKER;
    };
  }

  @Override
  public void shutdown() {
    for (var entry : later) {
      if (entry.timer.cancel(false)) {
        later.remove(entry);
        dueNow(entry.job, null);
      }
    }
    desk.shutDown();
  }

  @Override
  public List<Job> shutdownNow() {
    delivery.keepUnstarted();
    desk.refuse();
    var unstarted = new ArrayList<>(desk.removeUnsent());
    desk.cancelAll("the executor was shut down at once");
    long until = System.nanoTime() + CLEAR_UP_NANOS;
    while (desk.hasUnclear() && terminated.getCount() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
    unstarted.addAll(delivery.takeUnstarted());
    unstarted.sort(FIRST_TO_START);
    unstarted.forEach(delivery::discard);
    var jobs = new LinkedHashSet<Job>();
    unstarted.forEach(task -> jobs.add(task.job()));
    for (var entry : later) {
      if (entry.timer.cancel(false)) {
        entry.job.ended(
            0, cancelled("the executor was stopped while the task waited for another attempt"));
      }
    }
    return new ArrayList<>(jobs);
  }

  @Override
  public boolean isShutdown() {
    return desk.isShutDown();
  }

  @Override
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  @Override
  public List<WorkerInfo> workers() {
    return crew.infos();
  }

  @Override
  public boolean drain(String worker) {
    return replace(worker, false, "drained by the caller");
  }

  @Override
  public boolean kill(String worker) {
    return replace(worker, true, "killed by the caller");
  }

  private boolean replace(String worker, boolean atOnce, String reason) {
    var incarnation = crew.find(worker);
    if (incarnation == null) {
      return false;
    }
    desk.replace(incarnation, atOnce, reason);
    return true;
  }
}
