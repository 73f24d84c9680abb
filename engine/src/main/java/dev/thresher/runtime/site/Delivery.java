package dev.thresher.runtime.site;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.spi.Call;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.runtime.closures.RemoteFailures;
import dev.thresher.runtime.site.OpenTasks.Task;
import dev.thresher.schedule.Decision;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes news for callers of what the coordinator tells. Values that are plain are decoded at once;
 * those that run code of the caller's, which may take its time, on {@code decoders}.
 */
final class Delivery implements SiteFeed.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** More are for the thread for news: the coordinator has the next ones to decide about. */
  private static final int MOST_QUICK = 4;

  private final Desk desk;
  private final Crew crew;
  private final LogTail tail;
  private final PayloadCodec payloads;
  private final Executor decoders;
  private final Map<Incarnation, List<String>> lastLines = new HashMap<>();
  private @Nullable List<Task> unstarted;
  private volatile boolean stopping;

  Delivery(Desk desk, Crew crew, LogTail tail, PayloadCodec payloads, Executor decoders) {
    this.desk = desk;
    this.tail = tail;
    this.crew = crew;
    this.payloads = payloads;
    this.decoders = decoders;
  }

  /** From now on tasks that a worker gave up unstarted are kept instead of told. */
  synchronized void keepUnstarted() {
    stopping = true;
    unstarted = new ArrayList<>();
  }

  /** What was kept, in the order in which it came. */
  synchronized List<Task> takeUnstarted() {
    var kept = unstarted == null ? List.<Task>of() : unstarted;
    unstarted = null;
    return kept;
  }

  private boolean isKept(Task task, TaskResult result) {
    boolean neverBegan = result.outcome() instanceof Outcome.Cancelled && result.runNanos() == 0;
    return neverBegan && keep(task);
  }

  private synchronized boolean keep(Task task) {
    return unstarted != null && unstarted.add(task);
  }

  /**
   * The run is over and was cancelled, and the task was with no worker any more: the worker it had
   * been sent to is gone. One that is not known to have started there is kept like those that a
   * worker gave up.
   */
  void endCancelled(Task task, String reason, TaskOrigin origin) {
    if (task.phase() == OpenTasks.Phase.STARTED || !keep(task)) {
      discard(task);
      endStopped(task, reason, origin);
    }
  }

  private void endStopped(Task task, String reason, TaskOrigin origin) {
    // As in the JDK: whoever stops an executor interrupts its tasks, and cancels no future.
    var interrupted = new InterruptedException(reason);
    task.job().ended(task.index(), new TaskOutcome.Failed<>(interrupted, origin));
  }

  @Override
  public void working(Incarnation worker, List<Reply.Running> running) {
    Optional<String> shown = Optional.empty();
    long forNanos = 0;
    for (var one : running) {
      var task = desk.started(one.task());
      if (task != null) {
        task.job().started(task.index(), crew.place(worker));
        shown = Optional.of(task.job().options().key().orElse("task " + one.task()));
        forNanos = one.forNanos();
      }
    }
    crew.working(worker, shown, forNanos);
  }

  @Override
  public void exited(WorkerExited worker, boolean expected) {
    if (!expected) {
      lastLines.put(worker.worker(), worker.exit().lastLines());
    }
  }

  @Override
  public void withdrawn(Decision.Withdraw withdrawn) {
    var task = desk.remove(withdrawn.task());
    if (task != null) {
      discard(task);
      task.job().ended(task.index(), new TaskOutcome.Cancelled<>(withdrawn.reason()));
    }
  }

  @Override
  public boolean isQuick(Decision.Commit commit) {
    if (commit.results().size() > MOST_QUICK) {
      return false;
    }
    for (var result : commit.results()) {
      boolean isValue =
          result.outcome() instanceof Outcome.Completed(Payload payload)
              && ObjectCodec.isWithoutParts(payload)
              && desk.endsQuickly(new TaskId(commit.stage(), result.index()));
      if (!isValue) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void committed(Decision.Commit commit) {
    for (var result : commit.results()) {
      var id = new TaskId(commit.stage(), result.index());
      var origin = origin(id, result.outcome(), commit); // its log goes with the task
      var task = desk.remove(id);
      if (task != null && !isKept(task, result)) {
        discard(task);
        deliver(task, result.outcome(), origin.within(task.job().logContext()));
      }
    }
  }

  /** Of a task that has ended: nobody asks for its argument any more. */
  void discard(Task task) {
    discard(task.argument());
  }

  private void discard(Payload payload) {
    try {
      payloads.discard(payload);
    } catch (IOException inTheWay) {
      LOG.info("stays until the executor's end: {}", inTheWay.toString());
    }
  }

  private void deliver(Task task, Outcome outcome, TaskOrigin origin) {
    switch (outcome) {
      case Outcome.Completed(Payload payload) when task.job().isDone(task.index()) ->
          discard(payload); // cancelled meanwhile
      case Outcome.Completed(Payload payload) when isPlain(payload) -> {
        attempted(task, origin);
        complete(task, payload, origin);
      }
      case Outcome.Completed(Payload payload) -> {
        attempted(task, origin);
        decoders.execute(() -> complete(task, payload, origin));
      }
      case Outcome.Failed(Failure failure) -> {
        attempted(task, origin);
        decoders.execute(() -> fail(task, failure, origin));
      }
      case Outcome.TimedOut(long limitNanos) -> {
        attempted(task, origin);
        var cause = new TaskTimeout(Duration.ofNanos(limitNanos), origin);
        task.job().ended(task.index(), new TaskOutcome.TimedOut<>(cause));
      }
      case Outcome.Cancelled _ when desk.broken() != null -> endBroken(task, origin);
      case Outcome.Cancelled(String reason) when stopping -> endStopped(task, reason, origin);
      case Outcome.Cancelled(String reason) ->
          task.job().ended(task.index(), new TaskOutcome.Cancelled<>(reason));
      case Outcome.Lost(_, String detail) ->
          task.job().ended(task.index(), new TaskOutcome.Lost<>(new WorkerLost(detail, origin)));
    }
  }

  /** A short task has ended before anybody told that it runs; its attempts are counted by that. */
  private static void attempted(Task task, TaskOrigin origin) {
    task.job().started(task.index(), origin.place());
  }

  private static boolean isPlain(Payload payload) {
    return payload instanceof Payload.Inline(String type, _) && type.equals(ObjectCodec.SHORT_TYPE);
  }

  private void complete(Task task, Payload payload, TaskOrigin origin) {
    try {
      var value = task.objects().decode(Part.RESULT, payload);
      task.job().completed(task.index(), valueFor(task, value));
    } catch (SerializationException refused) {
      fail(task, refused.failure(), origin);
    } catch (IOException | RuntimeException lost) {
      var what = "the result of the task cannot be read: " + lost;
      task.job()
          .ended(
              task.index(),
              new TaskOutcome.Failed<>(new SerializationFailure(what, "", lost), origin));
    }
  }

  private void endBroken(Task task, TaskOrigin origin) {
    var failure = desk.broken();
    if (failure != null) {
      discard(task);
      task.job().ended(task.index(), new TaskOutcome.Failed<>(failure, origin));
    }
  }

  /** The value that a Runnable was submitted with stays here. */
  private static @Nullable Object valueFor(Task task, @Nullable Object value) {
    try {
      return task.job().call(task.index()) instanceof Call.OfRunnable(_, var result)
          ? result
          : value;
    } catch (IllegalStateException cancelledMeanwhile) {
      return value;
    }
  }

  private void fail(Task task, Failure failure, TaskOrigin origin) {
    var line = task.site();
    var submitted = line == null ? new StackTraceElement[0] : new StackTraceElement[] {line};
    var thrown = RemoteFailures.of(failure, task.objects(), origin, submitted);
    if (thrown instanceof InitializerFailure broken && desk.broken() == null) {
      desk.breakDown(broken);
      desk.removeUnsent().forEach(each -> endBroken(each, origin));
    }
    task.job().ended(task.index(), new TaskOutcome.Failed<>(thrown, origin));
  }

  private TaskOrigin origin(TaskId task, Outcome outcome, Decision.Commit commit) {
    return switch (outcome) {
      case Outcome.Completed _, Outcome.Cancelled _ ->
          TaskOrigin.of(crew.place(commit.by()), commit.attempt());
      case Outcome.Failed _, Outcome.TimedOut _ ->
          new TaskOrigin(crew.place(commit.by()), commit.attempt(), tail.of(task));
      case Outcome.Lost(Incarnation worker, _) -> {
        var lines = new ArrayList<>(tail.of(task));
        lines.addAll(lastLines.getOrDefault(worker, List.of()));
        yield new TaskOrigin(crew.place(worker), commit.attempt(), lines);
      }
    };
  }
}
