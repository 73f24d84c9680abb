package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.task.FilesHere;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs single tasks on the calling thread and turns whatever comes of them into outcomes. Safe for
 * several threads.
 */
public final class TaskCode {
  private final KindRegistry kinds;
  private final RecordFiles records;
  private final ResultForm form;
  private final TaskOutput output;
  private final StartJournal journal;
  private final Closures closures;
  private final FilesHere files;
  private final ConcurrentHashMap<Integer, StageSpec> specs = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, ReadyStage> ready = new ConcurrentHashMap<>();

  /** Without closures. */
  public TaskCode(
      KindRegistry kinds,
      RecordFiles records,
      ResultForm form,
      TaskOutput output,
      StartJournal journal) {
    this(kinds, records, form, output, journal, Closures.NONE, FilesHere.SHARED);
  }

  /**
   * @param journal where a start is noted before it happens, if the task may start once only
   * @param files where those of the run lie on this host
   */
  public TaskCode(
      KindRegistry kinds,
      RecordFiles records,
      ResultForm form,
      TaskOutput output,
      StartJournal journal,
      Closures closures,
      FilesHere files) {
    this.kinds = kinds;
    this.records = records;
    this.form = form;
    this.output = output;
    this.journal = journal;
    this.closures = closures;
    this.files = files;
  }

  void learn(StageSpec stage) {
    specs.put(stage.stage(), stage);
  }

  /** Gives back what is held for the stage. */
  void forgetStage(int stage) {
    specs.remove(stage);
    var unused = ready.remove(stage);
    if (unused != null) {
      unused.close();
    }
  }

  /**
   * @param entered is told of the attempt before it starts, on the calling thread; if it stops it
   *     then, it never starts
   */
  TaskResult run(RunTasks batch, long index, Consumer<RunningTask> entered) {
    var id = new TaskId(batch.tasks().stage(), index);
    var spec = specs.get(id.stage());
    long deadlineNanos = spec == null ? 0 : spec.deadlineNanos();
    var task = new RunningTask(id, batch.attempt(), deadlineNanos, !startsOnce(spec));
    entered.accept(task);
    var own = task.isCancelled() ? task.forcedOutcome() : outcomeOf(batch, task);
    var outcome = task.leave(own);
    task.note(batch.batch());
    files.printed(id);
    restoreThread();
    return new TaskResult(index, outcome, System.nanoTime() - task.startedNanos());
  }

  /** Gives back what the code of stages holds, such as processes; tasks that still run fail. */
  void close() {
    ready.values().forEach(ReadyStage::close);
  }

  /** It need not be known any more what of this batch has started. */
  void forget(BatchId batch) {
    journal.forget(batch);
  }

  private Outcome outcomeOf(RunTasks batch, RunningTask task) {
    try (var _ = entered(task)) {
      var stage = prepared(task);
      noteStart(batch, task);
      return outcomeOf(stage, batch, task);
    } catch (Throwable broken) {
      return new Outcome.Failed(Failure.of(broken)); // it never came to its code
    }
  }

  private ReadyStage prepared(RunningTask task) throws IOException {
    int stage = task.task().stage();
    return files.areShared() ? stage(stage) : task.beforehand(() -> stage(stage));
  }

  // Who called it is shown what it prints as if it had run there.
  private TaskOutput.Scope entered(RunningTask task) {
    var spec = specs.get(task.task().stage());
    return spec != null && spec.body() instanceof TaskBody.Closure
        ? output.enterApart(task.task())
        : output.enter(task.task(), task.attempt());
  }

  private void noteStart(RunTasks batch, RunningTask task) throws IOException {
    var spec = specs.get(task.task().stage());
    if (startsOnce(spec)) {
      journal.starting(batch.batch(), task.task());
    }
  }

  private static boolean startsOnce(@Nullable StageSpec spec) {
    return spec != null && spec.semantics() == Semantics.AT_MOST_ONCE;
  }

  private static Outcome outcomeOf(ReadyStage stage, RunTasks batch, RunningTask task) {
    try {
      return new Outcome.Completed(stage.run(batch, task));
    } catch (TaskFailure known) {
      return new Outcome.Failed(known.failure());
    } catch (Throwable thrown) {
      // Errors too: a task's StackOverflowError or missing class must not take its worker along.
      return new Outcome.Failed(stage.failure(thrown));
    }
  }

  private ReadyStage stage(int number) throws IOException {
    var known = ready.get(number);
    if (known != null) {
      return known;
    }
    var spec = specs.get(number);
    if (spec == null) {
      throw new IllegalStateException("stage " + number + " was never described to this worker");
    }
    try {
      // Once, as a stage may hold something that is to be given back.
      return ready.computeIfAbsent(number, _ -> readyStage(spec));
    } catch (UncheckedIOException notHere) {
      throw notHere.getCause();
    }
  }

  private ReadyStage readyStage(StageSpec spec) {
    try {
      var here = files.of(spec, records);
      return here.spec().body() instanceof TaskBody.Closure closure
          ? ClosureStage.of(received(spec.stage(), closure), closures, files)
          : KindStage.of(here, kinds, this::sent);
    } catch (IOException notHere) {
      throw new UncheckedIOException(notHere);
    }
  }

  private TaskBody.Closure received(int stage, TaskBody.Closure closure) throws IOException {
    return closure.function().isEmpty()
        ? closure
        : new TaskBody.Closure(
            closure.code(), Optional.of(files.received(stage, closure.function().get())));
  }

  private Payload sent(Value result) throws IOException {
    return files.sent(form.of(result));
  }

  // The next task finds the thread as the first one did.
  private static void restoreThread() {
    Thread.interrupted();
    org.slf4j.MDC.clear();
    Thread.currentThread().setContextClassLoader(TaskCode.class.getClassLoader());
  }
}
