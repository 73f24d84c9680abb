package dev.thresher.runtime.site;

import dev.thresher.api.RemoteTaskException;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.spi.Call;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.runtime.site.OpenTasks.Task;
import dev.thresher.schedule.Decision;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Makes news for callers of what the coordinator tells. Values that are plain are decoded at once;
 * those that run code of the caller's, which may take its time, on {@code decoders}.
 */
final class Delivery implements SiteFeed.Listener {
  private final Desk desk;
  private final Crew crew;
  private final UserObjects objects;
  private final ExecutorService decoders;
  private final Map<Incarnation, List<String>> lastLines = new HashMap<>();
  private @Nullable List<Task> unstarted;

  Delivery(Desk desk, Crew crew, UserObjects objects, ExecutorService decoders) {
    this.desk = desk;
    this.crew = crew;
    this.objects = objects;
    this.decoders = decoders;
  }

  /** From now on tasks that a worker gave up unstarted are kept instead of told. */
  synchronized void keepUnstarted() {
    unstarted = new ArrayList<>();
  }

  /** What was kept, in the order in which it came. */
  synchronized List<Task> takeUnstarted() {
    var kept = unstarted == null ? List.<Task>of() : unstarted;
    unstarted = null;
    return kept;
  }

  private synchronized boolean isKept(Task task, TaskResult result) {
    boolean neverBegan = result.outcome() instanceof Outcome.Cancelled && result.runNanos() == 0;
    return unstarted != null && neverBegan && unstarted.add(task);
  }

  @Override
  public void working(Incarnation worker, List<Reply.Running> running) {
    for (var one : running) {
      var task = desk.started(one.task());
      if (task != null) {
        task.job().started(task.index(), crew.place(worker), one.attempt());
      }
    }
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
      task.job().ended(task.index(), new TaskOutcome.Cancelled<>(withdrawn.reason()));
    }
  }

  @Override
  public void committed(Decision.Commit commit) {
    for (var result : commit.results()) {
      var task = desk.remove(new TaskId(commit.stage(), result.index()));
      if (task != null && !isKept(task, result)) {
        deliver(task, result, commit);
        release(task.argument());
      }
    }
  }

  private static void release(Payload argument) {
    if (argument instanceof Payload.Blob blob) {
      try {
        Files.deleteIfExists(Path.of(blob.location()));
      } catch (IOException inTheWay) {
        // It goes with its directory, at the end of the executor.
      }
    }
  }

  private void deliver(Task task, TaskResult result, Decision.Commit commit) {
    if (result.outcome() instanceof Outcome.Completed(Payload payload) && isPlain(payload)) {
      complete(task, payload, commit);
    } else if (result.outcome() instanceof Outcome.Completed(Payload payload)) {
      decoders.execute(() -> complete(task, payload, commit));
    } else {
      decoders.execute(() -> task.job().ended(task.index(), outcome(result.outcome(), commit)));
    }
  }

  private static boolean isPlain(Payload payload) {
    return payload instanceof Payload.Inline(String type, _)
        && type.equals(ObjectCodec.SHORT_TYPE);
  }

  private void complete(Task task, Payload payload, Decision.Commit commit) {
    try {
      var value = objects.decode(Part.RESULT, payload);
      task.job().completed(task.index(), valueFor(task, value));
    } catch (SerializationException refused) {
      task.job().ended(task.index(), failed(refused.failure(), origin(commit)));
    } catch (IOException | RuntimeException lost) {
      var what = "the result of the task cannot be read: " + lost;
      task.job()
          .ended(
              task.index(),
              new TaskOutcome.Failed<>(
                  new SerializationFailure(what, "", lost), origin(commit)));
    }
  }

  /** The value that a Runnable was submitted with stays here. */
  private static @Nullable Object valueFor(Task task, @Nullable Object value) {
    if (task.job().isDone(task.index())) {
      return value;
    }
    try {
      return task.job().call(task.index()) instanceof Call.OfRunnable(_, var result)
          ? result
          : value;
    } catch (IllegalStateException cancelledMeanwhile) {
      return value;
    }
  }

  private TaskOutcome<Object> outcome(Outcome outcome, Decision.Commit commit) {
    var origin = origin(commit);
    return switch (outcome) {
      case Outcome.Completed _ -> throw new IllegalArgumentException("completed: " + outcome);
      case Outcome.Failed(var failure) -> failed(failure, origin);
      case Outcome.TimedOut(long limitNanos) ->
          new TaskOutcome.TimedOut<>(new TaskTimeout(Duration.ofNanos(limitNanos), origin));
      case Outcome.Cancelled(String reason) -> new TaskOutcome.Cancelled<>(reason);
      case Outcome.Lost(var worker, String detail) ->
          new TaskOutcome.Lost<>(
              new WorkerLost(
                  detail,
                  new TaskOrigin(
                      crew.place(worker),
                      commit.attempt(),
                      lastLines.getOrDefault(worker, List.of()))));
    };
  }

  private TaskOrigin origin(Decision.Commit commit) {
    return TaskOrigin.of(crew.place(commit.by()), commit.attempt());
  }

  private TaskOutcome<Object> failed(Failure failure, TaskOrigin origin) {
    return new TaskOutcome.Failed<>(thrown(failure), origin);
  }

  private Throwable thrown(Failure failure) {
    if (SerializationException.Phase.of(failure).isPresent()) {
      return new SerializationFailure(
          failure.message(), String.join(" → ", failure.frames()), null);
    }
    return new RemoteTaskException(
        failure.type(), failure.message(), new StackTraceElement[0], null);
  }
}
