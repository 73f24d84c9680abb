package dev.thresher.runtime.site;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.spi.Job;
import dev.thresher.coordinator.Submitter;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.runtime.site.OpenTasks.Phase;
import dev.thresher.runtime.site.OpenTasks.Task;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.TaskBody;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of an executor that have not ended. Callers add to it from any thread; the coordinator
 * asks it, in one go, what has happened since it last did.
 */
final class Desk implements Submitter {
  /** So many functions keep their stages; the one that was used longest ago makes room. */
  private static final int MOST_STAGES = 64;

  private static final Payload GONE = new Payload.Inline("gone", Bytes.EMPTY);

  /** Where a job lies; its tasks have consecutive indices. */
  private record Position(OpenStage stage, long from) {}

  private final Runnable call;
  private final Function<Incarnation, TaskPlace> places;
  private final LinkedHashMap<Terms, OpenStage> byTerms = new LinkedHashMap<>(16, 0.75f, true);
  private final TreeMap<Integer, OpenStage> byNumber = new TreeMap<>();
  private final Map<Job, Position> positions = new IdentityHashMap<>();
  private final Set<OpenStage> grown = new LinkedHashSet<>();
  private List<ScheduleEvent> beforeTasks = new ArrayList<>();
  private List<ScheduleEvent> afterTasks = new ArrayList<>();
  private int stages;
  private long tasks;
  private boolean called;
  private boolean shutDown;
  private @Nullable InitializerFailure broken;

  /**
   * @param call tells the coordinator that there are news
   */
  Desk(Runnable call, Function<Incarnation, TaskPlace> places) {
    this.call = call;
    this.places = places;
  }

  /** What became of a job that was handed in. */
  enum Added {
    TAKEN,
    /** Its stage is new, or was forgotten meanwhile: it has to come with a body. */
    STAGE_UNKNOWN,
    SHUT_DOWN
  }

  /**
   * Takes a job on.
   *
   * @param body of its stage, if that may be new
   */
  Added add(
      Job job,
      Terms terms,
      List<Payload> arguments,
      @Nullable StackTraceElement site,
      Optional<TaskBody.Closure> body) {
    boolean calls;
    synchronized (this) {
      if (shutDown) {
        return Added.SHUT_DOWN;
      }
      var stage = byTerms.get(terms);
      if (stage == null && body.isEmpty()) {
        return Added.STAGE_UNKNOWN;
      }
      if (stage == null) {
        stage = open(terms, body.get());
      }
      positions.put(job, new Position(stage, stage.tasks.next()));
      for (int i = 0; i < arguments.size(); i++) {
        stage.tasks.add(job, i, tasks++, arguments.get(i), site);
      }
      grown.add(stage);
      calls = isFirstCall();
    }
    if (calls) {
      call.run();
    }
    return Added.TAKEN;
  }

  private OpenStage open(Terms terms, TaskBody.Closure body) {
    if (byTerms.size() >= MOST_STAGES) {
      close(byTerms.pollFirstEntry().getValue());
    }
    var stage = new OpenStage(stages++, terms, body);
    byTerms.put(terms, stage);
    byNumber.put(stage.number(), stage);
    beforeTasks.add(stage.added());
    return stage;
  }

  private void close(OpenStage stage) {
    stage.close();
    afterTasks.add(new ScheduleEvent.StageClosed(stage.number()));
    forgetIfOver(stage);
  }

  private void forgetIfOver(OpenStage stage) {
    if (stage.isOver()) {
      byNumber.remove(stage.number());
    }
  }

  boolean hasStage(Terms terms) {
    synchronized (this) {
      return byTerms.containsKey(terms);
    }
  }

  /** What of the job has not ended is not wanted any more. */
  void cancel(Job job, Reach reach, String reason) {
    synchronized (this) {
      var position = positions.get(job);
      if (position == null) {
        return;
      }
      for (int i = 0; i < job.size(); i++) {
        if (position.stage.tasks.has(position.from + i)) {
          var task = new TaskId(position.stage.number(), position.from + i);
          afterTasks.add(new ScheduleEvent.TaskCancelled(task, reason, reach));
        }
      }
    }
    callOnce();
  }

  /** Takes nothing on any more; the run ends when everything else has. */
  void shutDown() {
    refuse();
    synchronized (this) {
      afterTasks.add(new ScheduleEvent.SubmissionsEnded());
    }
    callOnce();
  }

  /** Takes nothing on any more. */
  synchronized void refuse() {
    shutDown = true;
  }

  /** The executor is over: nothing is taken on, what runs is stopped. */
  void breakDown(InitializerFailure failure) {
    synchronized (this) {
      shutDown = true;
      broken = failure;
      afterTasks.add(new ScheduleEvent.CancelAsked("the initialiser failed"));
    }
    callOnce();
  }

  /** Why nothing can run any more; null as long as something can. */
  synchronized @Nullable InitializerFailure broken() {
    return broken;
  }

  void replace(Incarnation worker, boolean atOnce, String reason) {
    synchronized (this) {
      afterTasks.add(new ScheduleEvent.WorkerUnwanted(worker, atOnce, reason));
    }
    callOnce();
  }

  boolean isShutDown() {
    synchronized (this) {
      return shutDown;
    }
  }

  /** Everything that runs is to stop and nothing is to start; see {@link #removeUnsent}. */
  void cancelAll(String reason) {
    synchronized (this) {
      afterTasks.add(new ScheduleEvent.CancelAsked(reason));
    }
    callOnce();
  }

  private void callOnce() {
    if (isFirstCall()) {
      call.run();
    }
  }

  /** Whether the coordinator has to be called; it has been, from then on, until it asks. */
  private synchronized boolean isFirstCall() {
    boolean first = !called;
    called = true;
    return first;
  }

  @Override
  public synchronized List<ScheduleEvent> news() {
    called = false;
    var news = beforeTasks;
    grown.forEach(stage -> stage.grown().ifPresent(news::add));
    news.addAll(afterTasks);
    grown.clear();
    beforeTasks = new ArrayList<>();
    afterTasks = new ArrayList<>();
    return news;
  }

  @Override
  public RunTasks withArguments(Incarnation to, RunTasks tasks) {
    var place = places.apply(to);
    var arguments = new ArrayList<Payload>((int) tasks.tasks().size());
    synchronized (this) {
      var stage = byNumber.get(tasks.tasks().stage());
      for (long index = tasks.tasks().from(); index < tasks.tasks().until(); index++) {
        var task = stage == null ? null : stage.tasks.reach(index, Phase.SENT);
        // A batch that is sent again may have tasks that have ended; no worker looks at those.
        arguments.add(task == null ? GONE : task.argument());
        if (task != null) {
          task.job().dispatched(task.index(), place);
        }
      }
    }
    return tasks.with(arguments);
  }

  /** The task runs; null if it has ended. */
  synchronized @Nullable Task started(TaskId id) {
    var stage = byNumber.get(id.stage());
    return stage == null ? null : stage.tasks.reach(id.index(), Phase.STARTED);
  }

  /** Whether nothing of the caller's has to be done when the task ends well, or it has ended. */
  synchronized boolean endsQuickly(TaskId id) {
    var stage = byNumber.get(id.stage());
    var task = stage == null ? null : stage.tasks.find(id.index());
    return task == null || !task.job().keepsResults() && task.argument() instanceof Payload.Inline;
  }

  synchronized boolean hasEnded(TaskId id) {
    var stage = byNumber.get(id.stage());
    return stage == null || !stage.tasks.has(id.index());
  }

  /** Whether a worker has tasks of which it is not known that they have started. */
  synchronized boolean hasUnclear() {
    return byNumber.values().stream().anyMatch(stage -> stage.tasks.hasAny(Phase.SENT));
  }

  /** The task has ended; null if it had before. */
  synchronized @Nullable Task remove(TaskId id) {
    var stage = byNumber.get(id.stage());
    var task = stage == null ? null : stage.tasks.remove(id.index());
    if (stage != null && task != null) {
      forgetIfOver(stage);
      forgetIfThrough(task.job());
    }
    return task;
  }

  /** One of its tasks has ended. */
  private void forgetIfThrough(Job job) {
    if (job.size() == 1 || !hasOpen(job)) {
      positions.remove(job);
    }
  }

  private boolean hasOpen(Job job) {
    var position = positions.get(job);
    for (int i = 0; position != null && i < job.size(); i++) {
      if (position.stage.tasks.has(position.from + i)) {
        return true;
      }
    }
    return false;
  }

  /** Every task that no worker has had, in the order of submission within its stage. */
  synchronized List<Task> removeUnsent() {
    return removeAll(task -> task.phase() == Phase.WAITING);
  }

  /** Every task that is left. */
  synchronized List<Task> removeAll() {
    return removeAll(_ -> true);
  }

  private List<Task> removeAll(Predicate<Task> which) {
    var removed = new ArrayList<Task>();
    for (var stage : List.copyOf(byNumber.values())) {
      removed.addAll(stage.tasks.removeIf(which));
      forgetIfOver(stage);
    }
    removed.forEach(task -> forgetIfThrough(task.job()));
    return removed;
  }
}
