package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmPlace.OnBackend;
import dev.thresher.compare.PythonPool;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import dev.thresher.host.FileTree;
import dev.thresher.host.OwnSession;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.BackendKind;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.StoredReport;
import dev.thresher.trace.TaskTrace;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials, one at a time, each in the same private directory, which is empty before each: what
 * two of them publish lies at the same paths and can be compared. Only {@link #interrupt} may be
 * called from another thread.
 */
public final class TrialRunner implements Race.Runner, AutoCloseable {
  /** A coordinator that is started with it ends when its standard input does. */
  public static final String ENDS_WITH_INPUT = "thresher.ends-with-input";

  private static final long LOOK_EVERY_MILLIS = 200;
  // A look takes time from what is measured: never more than a hundredth of one core.
  private static final long LOOK_SHARE = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final long GRACE_SECONDS = 1;

  /** Of more tasks not each is noted: notes take time and memory, if little. */
  private static final long MOST_TRACED = 5_000;

  /** What its thread used is dearer to ask, and the mean of fewer tells as much. */
  private static final long MOST_SPENT = 250;

  private final Installation installation;
  private List<String> arguments;
  private long traceEvery = 1;
  private long spentEvery = 1;
  private final Path directory;
  private final Path scratch;
  private @Nullable Process running;
  private @Nullable PythonTrials python;
  private boolean runsPython;
  private boolean interrupted;

  /**
   * A trial with what its run reported.
   *
   * @param report as {@code run --json} printed it; empty if it printed nothing of use
   */
  public record Ran(Trial trial, Optional<Fields> report) {}

  /**
   * @param arguments of {@code run}: the file and what changes it, but neither backend nor workers
   * @param tasks of a trial; 0 if it is not known
   * @param directory that relative paths start from
   * @throws IOException if no temporary directory can be made
   */
  public TrialRunner(Installation installation, List<String> arguments, long tasks, Path directory)
      throws IOException {
    this.installation = installation;
    this.arguments = List.copyOf(arguments);
    follow(tasks);
    this.directory = directory;
    this.scratch = Files.createTempDirectory("thresher-compare-");
  }

  /**
   * From now on trials have other arguments.
   *
   * @param tasks of such a trial; 0 if it is not known
   */
  public void arguments(List<String> others, long tasks) {
    arguments = List.copyOf(others);
    follow(tasks);
  }

  /** From now on arms may be pools of Python, and results are kept to be held against theirs. */
  public void python(PythonTrials trials) {
    python = trials;
  }

  private void follow(long tasks) {
    traceEvery = Math.max(1, Math.ceilDiv(tasks, MOST_TRACED));
    spentEvery = Math.max(1, Math.ceilDiv(tasks / traceEvery, MOST_SPENT));
  }

  /**
   * @param startedAt seconds since the comparison began
   * @param limitSeconds after which it is ended
   * @throws IOException if a process cannot be started or the private directory not be used
   */
  public Ran run(Arm arm, int round, double startedAt, double limitSeconds)
      throws IOException, InterruptedException {
    empty();
    var before = ChildTimes.read();
    var switchesBefore = ChildSwitches.read();
    long began = System.nanoTime();
    var process = start(arm, List.of(), List.of());
    var memory = new TreeMemory(process.toHandle());
    boolean inTime = await(process, memory, began, limitSeconds);
    if (!inTime) {
      end(process);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    var measured =
        new Measured(
            round,
            startedAt,
            seconds,
            ChildTimes.since(before),
            memory.peak(),
            ChildSwitches.since(switchesBefore));
    return interrupted() || !inTime ? cut(measured, limitSeconds) : ended(arm, process, measured);
  }

  /**
   * What came of a run in which somebody was struck.
   *
   * @param fault empty if nobody was
   * @param resumed whether the run ended of it, and was resumed
   * @param last the run, or the one that resumed it
   * @param seconds of both together
   */
  record StruckRun(Optional<FaultRun.Struck> fault, boolean resumed, Ran last, double seconds) {}

  /**
   * What is done to whom.
   *
   * @param aWorker whether it is a worker process; otherwise it is the coordinator, and its run is
   *     resumed when that has ended
   * @param flags of the coordinator's JVM
   */
  record Plot(FaultRun.Blow blow, boolean aWorker, List<String> flags) {}

  /** Strikes when half of the tasks have run. */
  StruckRun struck(Arm arm, long tasks, Plot plot, double limitSeconds)
      throws IOException, InterruptedException {
    empty();
    long began = System.nanoTime();
    var process = start(arm, plot.flags(), List.of());
    var fault =
        new FaultRun(scratch.resolve("trace"), tasks, traceEvery)
            .strike(process, plot.aWorker(), plot.blow(), limitSeconds);
    var last = finished(arm, process, began, limitSeconds);
    double seconds = last.trial().seconds();
    boolean isOver =
        fault.isPresent()
            && !plot.aWorker()
            && last.trial().ending() instanceof Ending.Failed
            && !interrupted();
    if (isOver) {
      FileTree.delete(scratch.resolve("gc"));
      FileTree.delete(scratch.resolve("trace"));
      long resumed = System.nanoTime();
      last = finished(arm, start(arm, List.of(), List.of("--resume")), resumed, limitSeconds);
      seconds += last.trial().seconds();
    }
    return new StruckRun(fault, isOver, last, seconds);
  }

  /**
   * Kills a process of a pool of Python, or its interpreter if it has no other process; empty if
   * the run was over before.
   */
  Optional<Trial> struckPython(Arm arm, double afterSeconds, double limitSeconds)
      throws IOException, InterruptedException {
    empty();
    long began = System.nanoTime();
    var process = start(arm, List.of(), List.of());
    if (process.waitFor(Math.round(afterSeconds * 1e3), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    PythonProgram.strike(process);
    return Optional.of(finished(arm, process, began, limitSeconds).trial());
  }

  private Ran finished(Arm arm, Process process, long began, double limitSeconds)
      throws IOException, InterruptedException {
    boolean inTime = await(process, new TreeMemory(process.toHandle()), began, limitSeconds);
    if (!inTime) {
      end(process);
    }
    var measured =
        new Measured(
            1,
            0,
            (System.nanoTime() - began) / 1e9,
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    return interrupted() || !inTime ? cut(measured, limitSeconds) : ended(arm, process, measured);
  }

  @Override
  public Trial trial(Arm arm, int round, double startedAt, double limitSeconds)
      throws IOException, InterruptedException {
    return run(arm, round, startedAt, limitSeconds).trial();
  }

  private record Measured(
      int round,
      double startedAt,
      double seconds,
      OptionalDouble cpu,
      OptionalLong peak,
      OptionalLong switches) {
    Trial trial(Ending ending, Optional<dev.thresher.compare.Inside> inside) {
      return new Trial(round, startedAt, seconds, ending, cpu, peak, switches, inside);
    }
  }

  private Process start(Arm arm, List<String> jvmFlags, List<String> more) throws IOException {
    return switch (arm.place()) {
      case OnBackend(BackendKind kind) -> startEngine(kind, arm, jvmFlags, more);
      case PythonPool pool -> startPython(pool, arm.workers());
    };
  }

  private synchronized Process startPython(PythonPool pool, int workers) throws IOException {
    runsPython = true;
    running =
        Objects.requireNonNull(python, "no Python file for " + pool)
            .start(pool, workers, scratch.resolve("python.json"), scratch.resolve("err"));
    return running;
  }

  private Process startEngine(BackendKind kind, Arm arm, List<String> jvmFlags, List<String> more)
      throws IOException {
    var gcLogs = Files.createDirectory(scratch.resolve("gc"));
    var flags = new ArrayList<String>();
    flags.add("-D" + WorkerCommand.GC_LOGS + "=" + gcLogs);
    flags.add("-D" + ENDS_WITH_INPUT + "=true");
    flags.addAll(WorkerCommand.gcLog(gcLogs));
    flags.addAll(
        TaskTrace.flags(Files.createDirectory(scratch.resolve("trace")), traceEvery, spentEvery));
    flags.addAll(jvmFlags);
    var words = new ArrayList<>(List.of("run"));
    words.addAll(arguments);
    words.addAll(List.of("--backend", kind.keyword()));
    if (arm.workers() != Arm.UNLIMITED) {
      words.addAll(List.of("--workers", Integer.toString(arm.workers())));
    }
    arm.settings().forEach(setting -> words.addAll(List.of("--set", setting)));
    words.addAll(
        List.of("--json", "--no-progress", "--run-dir", scratch.resolve("run").toString()));
    words.addAll(List.of("--outputs-below", scratch.resolve("outputs").toString()));
    words.addAll(more);
    var builder =
        new ProcessBuilder(OwnSession.of(installation.commandLine(flags, words)))
            .directory(directory.toFile())
            .redirectOutput(Redirect.to(scratch.resolve("out").toFile()))
            .redirectError(Redirect.to(scratch.resolve("err").toFile()));
    synchronized (this) {
      runsPython = false;
      running = builder.start();
      return running;
    }
  }

  private boolean await(Process process, TreeMemory memory, long began, double limitSeconds)
      throws InterruptedException {
    long pause = LOOK_EVERY_MILLIS;
    double rest = limitSeconds;
    while (!process.waitFor(Math.min(pause, Math.round(rest * 1e3)), TimeUnit.MILLISECONDS)) {
      rest = limitSeconds - (System.nanoTime() - began) / 1e9;
      if (interrupted() || rest <= 0) {
        return false;
      }
      long look = System.nanoTime();
      memory.look();
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - look);
      pause = Math.clamp(LOOK_SHARE * took, LOOK_EVERY_MILLIS, LONGEST_PAUSE_MILLIS);
    }
    return true;
  }

  private void end(Process process) throws IOException, InterruptedException {
    if (runsPython) {
      PythonProgram.kill(process);
      process.waitFor();
      return;
    }
    process.destroy();
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private Ran cut(Measured measured, double limitSeconds) {
    var reason = interrupted() ? "interrupted" : "was ended after %.1f s".formatted(limitSeconds);
    return new Ran(measured.trial(new Ending.Cut(reason), Optional.empty()), Optional.empty());
  }

  private Ran ended(Arm arm, Process process, Measured measured) throws IOException {
    return switch (arm.place()) {
      case OnBackend _ -> ended(process, measured);
      case PythonPool _ -> endedPython(arm.workers(), process, measured);
    };
  }

  private Ran endedPython(int workers, Process process, Measured measured) throws IOException {
    if (process.exitValue() != 0) {
      // Of a pool whose parent died in the middle.
      PythonProgram.kill(process);
    }
    var told =
        PythonTrials.told(
            scratch.resolve("python.json"),
            process.exitValue(),
            measured.seconds(),
            workers,
            lastWords());
    return new Ran(measured.trial(told.ending(), told.inside()), Optional.empty());
  }

  private Ran ended(Process process, Measured measured) throws IOException {
    Fields report;
    try {
      report = JsonReader.object(Files.readAllBytes(scratch.resolve("out")));
    } catch (IOException noReport) {
      var sentence =
          "ended with exit code %d and without a report%s"
              .formatted(process.exitValue(), lastWords());
      return new Ran(
          measured.trial(new Ending.Failed(process.exitValue(), sentence), Optional.empty()),
          Optional.empty());
    }
    if (process.exitValue() != 0) {
      var failed = TrialReport.failed(report, process.exitValue());
      return new Ran(measured.trial(failed, Optional.empty()), Optional.of(report));
    }
    var stored = StoredReport.of(report);
    var gc = scratch.resolve("gc");
    var trace = TraceReport.of(scratch.resolve("trace"), stored, traceEvery, GcPauses.in(gc));
    var inside = TrialReport.inside(stored, measured.seconds(), GcLogs.in(gc), trace);
    var result = report.find("result").orElse(Absent.ABSENT);
    var files = ResultDigest.files(scratch.resolve("outputs"));
    var completed = new Ending.Completed(ResultDigest.of(result, files), files, kept(result));
    return new Ran(measured.trial(completed, Optional.of(inside)), Optional.of(report));
  }

  private Optional<Value> kept(Value result) {
    return python == null || result instanceof Absent ? Optional.empty() : Optional.of(result);
  }

  private String lastWords() throws IOException {
    var lines = Files.readAllLines(scratch.resolve("err"));
    return lines.isEmpty() ? "" : "; its last line was: " + lines.getLast();
  }

  /** A private place for more than runs need; emptied with everything before each. */
  Path scratch() {
    return scratch;
  }

  /** Where the run that was last started keeps its status, or kept it. */
  public Path runDirectory() {
    return scratch.resolve("run");
  }

  /** Ends the running trial, and every later one before it begins. */
  public synchronized void interrupt() {
    interrupted = true;
    if (running == null) {
      return;
    }
    try {
      if (runsPython && running.isAlive()) {
        PythonProgram.kill(running);
      }
    } catch (IOException noShell) {
      // Its pool ends with it, or when its input does.
    }
    running.destroy();
  }

  @Override
  public synchronized boolean interrupted() {
    return interrupted;
  }

  private void empty() throws IOException {
    FileTree.delete(scratch);
    Files.createDirectory(scratch);
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(scratch);
  }
}
