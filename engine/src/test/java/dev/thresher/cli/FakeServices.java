package dev.thresher.cli;

import dev.thresher.bench.BenchWorkload;
import dev.thresher.bench.Line;
import dev.thresher.bench.Scale;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.Plan;
import dev.thresher.plan.Plans;
import dev.thresher.rundir.StoredRun;
import dev.thresher.runtime.Engine;
import dev.thresher.runtime.RunListener;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Staffing;
import dev.thresher.runtime.durable.Request;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.OutputRequest;
import dev.thresher.workload.Workload;
import dev.thresher.workload.WorkloadQuery;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** An engine that replays events, and a reader that has already read. */
final class FakeServices implements Services {
  static final EngineSettings SETTINGS =
      new EngineSettings(
          new EngineSettings.Threads(EngineSettings.DispatcherKind.FIXED, 0),
          new EngineSettings.Processes(
              1,
              0,
              Duration.ofSeconds(30),
              Duration.ofSeconds(15),
              Duration.ofSeconds(1),
              5,
              Duration.ofMinutes(1)),
          new EngineSettings.Schedule(
              Duration.ofMillis(5), 4096, 3, 65_536, EngineSettings.Routing.LEAST_LOADED));

  final List<Overrides> overrides = new ArrayList<>();
  final List<RunOptions> runs = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  List<? extends RunEvent> events = List.of();
  Optional<OutputSpec> output = Optional.empty();
  Reading reading = ready();
  SettingsReading settings = new SettingsReading.Known(List.of());
  Optional<RuntimeException> fault = Optional.empty();
  Staffing staffing = new Staffing.Granted(2, 1, Optional.empty());

  private Reading ready() {
    return new Reading.Ready(workload(), plan(), BackendKind.THREADS, 0, SETTINGS);
  }

  private Workload workload() {
    return new Workload(
        "sums",
        BackendKind.THREADS,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        output.stream().map(FakeServices::written).toList(),
        "sums");
  }

  private static WorkloadQuery written(OutputSpec output) {
    var origin = new Origin.InFile("sums.conf", 7);
    var request = new OutputRequest(output.path().toString(), OutputRequest.Format.CSV, origin);
    return new WorkloadQuery(
        "add",
        origin,
        List.of(),
        new WorkloadQuery.Operation.Joined(List.of()),
        List.of(),
        Set.of(),
        Optional.of(request));
  }

  Plan plan() {
    return Plans.sums(output);
  }

  void writesTo(Path path) {
    output = Optional.of(new OutputSpec(path, OutputSpec.Format.CSV));
    reading = ready();
  }

  @Override
  public Engine engine() {
    return new Engine() {
      @Override
      public Staffing staffing(RunOptions options) {
        return staffing;
      }

      @Override
      public RunHandle start(Plan plan, RunOptions options, RunListener listener) {
        return FakeServices.this.start(plan, options, listener);
      }

      @Override
      public Resumed resume(
          Plan plan, RunOptions options, StoredRun earlier, Request request, RunListener listener) {
        return new Resumed.Going(start(plan, options, listener));
      }
    };
  }

  private Engine.RunHandle start(Plan plan, RunOptions options, RunListener listener) {
    fault.ifPresent(thrown -> {
      throw thrown;
    });
    runs.add(options);
    events.forEach(listener::on);
    return new Handle();
  }

  private final class Handle implements Engine.RunHandle {
    @Override
    public void drain() {
      commands.add("drain");
    }

    @Override
    public void cancel(String reason) {
      commands.add("cancel: " + reason);
    }

    @Override
    public RunEnded await() {
      return (RunEnded) events.getLast();
    }
  }

  @Override
  public List<Line> measure(
      Scale scale,
      List<BenchWorkload> workloads,
      List<BackendKind> backends,
      EngineSettings.Transport transport,
      Optional<Path> peers,
      Consumer<String> progress) {
    var beside = peers.map(program -> " beside " + program).orElse("");
    commands.add(scale + " " + workloads + " " + backends + " " + transport + beside);
    progress.accept("measuring");
    fault.ifPresent(wrong -> {
      throw wrong;
    });
    return List.of();
  }

  @Override
  public KindRegistry kinds() {
    return BuiltinKinds.load();
  }

  @Override
  public RecordFiles records() {
    return RecordFiles.NONE;
  }

  @Override
  public Reading read(Path file, Overrides asked) {
    overrides.add(asked);
    return reading;
  }

  @Override
  public SettingsReading settings(Optional<Path> file, Overrides asked) {
    overrides.add(asked);
    return settings;
  }
}
