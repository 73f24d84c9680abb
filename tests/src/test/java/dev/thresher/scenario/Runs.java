package dev.thresher.scenario;

import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.runtime.Engine;
import dev.thresher.runtime.LocalEngine;
import dev.thresher.runtime.RunOptions;
import dev.thresher.task.Inputs;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plans made in code, and runs of them on a chosen backend. */
public final class Runs {
  // Workers say with each beat what they run: often, as some runs here last two seconds.
  private static final Duration BEAT = Duration.ofMillis(250);

  private Runs() {}

  public record Run(RunEvent.RunEnded end, List<RunEvent> events) {}

  public static Plan divided(String kindName, Fields given) {
    var kinds = BuiltinKinds.load();
    var kind = kinds.find(kindName).orElseThrow();
    var constants = Fields.NONE;
    for (var parameter : kind.parameters()) {
      var value = given.find(parameter.name()).or(parameter::absent);
      if (value.isPresent()) {
        constants = constants.with(parameter.name(), value.get());
      }
    }
    var spec =
        new StageSpec(
            0,
            kindName,
            new TaskBody.Builtin(kindName, kind.version()),
            constants,
            new Inputs.Divided(),
            kind.semantics(),
            0);
    return new Plan(
        kindName,
        List.of(
            new PlannedStage(
                spec,
                StageRows.sizeOf(spec, kinds),
                new Dependence.None(),
                RetryPolicy.DEFAULT,
                OnError.FAIL_FAST,
                new Combination.Merged(),
                Optional.empty())));
  }

  /** The same plan, but with another rule for failures and a deadline for each task. */
  static Plan tolerant(Plan plan, OnError onError, Duration deadline) {
    var stages =
        plan.stages().stream()
            .map(stage ->
                new PlannedStage(
                    withDeadline(stage.spec(), deadline),
                    stage.size(),
                    stage.dependence(),
                    stage.retry(),
                    onError,
                    stage.share(),
                    stage.combination(),
                    stage.output()))
            .toList();
    return new Plan(plan.name(), plan.deadline(), stages);
  }

  private static StageSpec withDeadline(StageSpec spec, Duration deadline) {
    return new StageSpec(
        spec.stage(),
        spec.name(),
        spec.body(),
        spec.constants(),
        spec.inputs(),
        spec.semantics(),
        deadline.toNanos());
  }

  public static Run run(Plan plan, BackendKind backend, int workers, Path directory)
      throws InterruptedException {
    return run(plan, backend, workers, directory, false);
  }

  static Run run(Plan plan, BackendKind backend, int workers, Path directory, boolean showOutput)
      throws InterruptedException {
    var events = new CopyOnWriteArrayList<RunEvent>();
    var options =
        new RunOptions(backend, workers, settings(), Optional.of(directory), showOutput, false);
    var handle = LocalEngine.ofThisUser().start(plan, options, events::add);
    return new Run(handle.await(), events);
  }

  /** A run that goes on while the test does something. */
  public record Going(Engine.RunHandle handle, List<RunEvent> events) {
    public Run await() throws InterruptedException {
      return new Run(handle.await(), events);
    }

    public <E extends RunEvent> List<E> all(Class<E> type) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public boolean isOver() {
      return !all(RunEvent.RunEnded.class).isEmpty();
    }

    /** The processes that have registered as workers so far, in that order. */
    public List<Long> pids() {
      return all(RunEvent.WorkerUp.class).stream().map(RunEvent.WorkerUp::pid).toList();
    }

    public long completed() {
      return all(RunEvent.TasksEnded.class).stream()
          .mapToLong(RunEvent.TasksEnded::completed)
          .sum();
    }
  }

  public static Going start(
      Plan plan, BackendKind backend, int workers, Path directory, EngineSettings settings) {
    var events = new CopyOnWriteArrayList<RunEvent>();
    var options = new RunOptions(backend, workers, settings, Optional.of(directory), false, false);
    return new Going(LocalEngine.ofThisUser().start(plan, options, events::add), events);
  }

  public static EngineSettings settings() {
    return settings(Duration.ofSeconds(15));
  }

  public static EngineSettings settings(Duration lease) {
    return TransportUnderTest.in(
        new EngineSettings(
            new EngineSettings.Threads(DispatcherKind.FORK_JOIN, 0),
            new EngineSettings.Processes(
                1, 256, Duration.ofSeconds(60), lease, BEAT, 5, Duration.ofSeconds(60)),
            new EngineSettings.Schedule(
                Duration.ofMillis(5), 4096, 2, 65536, Routing.LEAST_LOADED)));
  }
}
