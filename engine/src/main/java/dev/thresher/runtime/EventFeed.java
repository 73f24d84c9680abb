package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.BatchTrace;
import dev.thresher.coordinator.RunObserver;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEvent;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskTimes;
import dev.thresher.plan.Plan;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.report.LongTasks;
import dev.thresher.schedule.Decision;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Takes what the coordinator tells off its thread: results are combined and listeners are told on
 * the thread that runs {@link #pump}, in the order in which things happened. What waits here is
 * bounded by the schedule, which hands out no more while too much does.
 */
final class EventFeed implements RunObserver {
  /** What is done with commits; failures of it end the run. */
  interface CommitSink {
    void accept(Decision.Commit commit);

    /** The commit has been accepted, and listeners have been told: nothing of it waits here. */
    void told(Decision.Commit commit);

    /** No commit waits that has been told by now. */
    void caughtUp();
  }

  private final Plan plan;
  private final long beganNanos;
  private final CommitSink commits;
  private final RunListener listener;
  private final Consumer<Decision.Finish> finished;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Map<Incarnation, Instant> starts = new HashMap<>();
  private final Set<Incarnation> known = new HashSet<>();
  private final TaskTimeHistogram taskTimes = new TaskTimeHistogram();
  private final LongTasks longTasks;
  private volatile boolean over;

  EventFeed(
      Plan plan,
      long beganNanos,
      CommitSink commits,
      RunListener listener,
      Consumer<Decision.Finish> finished) {
    this.plan = plan;
    this.beganNanos = beganNanos;
    this.commits = commits;
    this.listener = listener;
    this.finished = finished;
    this.longTasks = new LongTasks(plan);
    TaskTrace.began(beganNanos);
  }

  /** Works until the coordinator has told its last. */
  void pump() throws InterruptedException {
    while (!over || !work.isEmpty()) {
      work.take().run();
      if (work.isEmpty()) {
        commits.caughtUp();
      }
    }
  }

  /** The coordinator has ended, in whatever way; may be called from any thread. */
  void coordinatorIsGone() {
    work.add(() -> over = true);
  }

  /** Tells what was added after the coordinator's last word. */
  void drain() {
    for (var next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  /** It has come out that a stage has so many tasks more; on the thread that pumps. */
  void sized(int stage, long tasks) {
    listener.on(new RunEvent.StageSized(atNanos(), stage, tasks));
  }

  /** Of the tasks that have been told; on the thread that pumps. */
  Optional<TaskTimes> taskTimes() {
    return taskTimes.read();
  }

  long atNanos() {
    return System.nanoTime() - beganNanos;
  }

  @Override
  public void started(WorkerStarted worker) {
    long at = atNanos();
    work.add(() -> {
      starts.put(worker.worker(), worker.at());
      listener.on(new RunEvent.WorkerStarting(at, worker.worker(), worker.pid(), worker.at()));
    });
  }

  /** A line for the user; may be called from any thread. */
  void notice(String text) {
    long at = atNanos();
    work.add(() -> listener.on(new RunEvent.Notice(at, text)));
  }

  @Override
  public void registered(Incarnation worker, Reply.Register register) {
    long at = atNanos();
    work.add(() -> {
      // A worker registers until it is welcomed: only the first time is news.
      if (!known.add(worker)) {
        return;
      }
      var start = starts.get(worker);
      listener.on(
          new RunEvent.WorkerUp(
              at,
              worker,
              register.pid(),
              register.host(),
              register.slots(),
              start == null ? Instant.now() : start));
    });
  }

  @Override
  public void exited(WorkerExited worker, boolean expected) {
    long at = atNanos();
    var exit = worker.exit();
    var endedBy = expected ? "end of run" : exit.describe();
    work.add(() ->
        listener.on(new RunEvent.WorkerDown(at, worker.worker(), exit.pid(), endedBy, expected)));
  }

  @Override
  public void committed(Decision.Commit commit) {
    long at = atNanos();
    work.add(() -> {
      commits.accept(commit);
      for (var result : commit.results()) {
        taskTimes.add(result.runNanos());
        longTasks.ended(commit.stage(), result.runNanos());
      }
      var sums = tellFailures(at, commit);
      listener.on(
          new RunEvent.TasksEnded(
              at, commit.stage(), commit.by(), sums.completed, sums.failed, sums.nanos));
      commits.told(commit);
      BatchTrace.at(Note.Kind.TOLD, commit.stage(), commit.results());
    });
  }

  private record Sums(long completed, long failed, long nanos) {}

  private Sums tellFailures(long at, Decision.Commit commit) {
    long completed = 0;
    long nanos = 0;
    for (var result : commit.results()) {
      nanos += result.runNanos();
      if (result.outcome() instanceof Outcome.Completed) {
        completed++;
      } else {
        listener.on(failure(at, commit, result));
      }
    }
    return new Sums(completed, commit.results().size() - completed, nanos);
  }

  /**
   * What an earlier life of the run has brought to an end; on the thread that pumps, before it
   * does.
   */
  void kept(Decision.Commit commit) {
    long at = atNanos();
    var sums = tellFailures(at, commit);
    listener.on(
        new RunEvent.TasksKept(at, commit.stage(), sums.completed, sums.failed, sums.nanos));
  }

  private RunEvent failure(long at, Decision.Commit commit, TaskResult result) {
    return new RunEvent.TaskFailed(
        at,
        new TaskId(commit.stage(), result.index()),
        plan.stages().get(commit.stage()).spec().name(),
        commit.attempt(),
        commit.by(),
        result.outcome());
  }

  @Override
  public void withdrawn(Decision.Withdraw withdrawn) {
    throw new IllegalStateException("single tasks of a plan are not cancelled: " + withdrawn);
  }

  @Override
  public void retried(Decision.Retry retry) {
    long at = atNanos();
    work.add(() ->
        listener.on(new RunEvent.TaskRetried(at, retry.task(), retry.attempt(), retry.outcome())));
  }

  @Override
  public void working(Incarnation worker, List<Reply.Running> running, HeapUse heap) {
    long at = atNanos();
    var busy =
        running.stream().map(task -> new RunEvent.Busy(task.task(), task.forNanos())).toList();
    work.add(() -> {
      listener.on(new RunEvent.Lane(at, worker, busy, heap));
      longTasks.look(worker, busy).ifPresent(text -> listener.on(new RunEvent.Notice(at, text)));
    });
  }

  @Override
  public void finished(Decision.Finish finish) {
    work.add(() -> {
      over = true;
      finished.accept(finish);
    });
  }
}
