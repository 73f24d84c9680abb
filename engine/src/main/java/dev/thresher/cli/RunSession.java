package dev.thresher.cli;

import dev.thresher.model.RunEnd;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.report.ReportJson;
import dev.thresher.report.ReportText;
import dev.thresher.report.ResultText;
import dev.thresher.report.RunReport;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StoredRun;
import dev.thresher.runtime.Engine.Resumed;
import dev.thresher.runtime.Engine.Resumed.Over;
import dev.thresher.runtime.RunListener;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.durable.Request;
import dev.thresher.runtime.nodes.NoClusterException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One run as the command line conducts it: starts it, shows it, listens to signals, sums it up. */
final class RunSession {
  static final int ROWS_SHOWN = 20;

  private final Surroundings surroundings;
  private final Manner manner;
  private final Path file;

  /** How much is shown, and in what form. */
  record Manner(boolean json, boolean quiet, boolean verbose, boolean progress) {}

  RunSession(Surroundings surroundings, Manner manner, Path file) {
    this.surroundings = surroundings;
    this.manner = manner;
    this.file = file;
  }

  /** How a run is set going; it tells the listener. */
  private interface Start {
    Resumed begin(RunListener listener);
  }

  /** Returns the exit code once nothing of the run is left. */
  int run(Plan plan, RunOptions options) throws InterruptedException {
    var engine = surroundings.services().engine();
    return conduct(
        plan,
        options,
        listener -> new Resumed.Going(engine.start(plan, options, listener)),
        Optional.empty());
  }

  /** The same for a run of which a part has been done. */
  int resume(Plan plan, RunOptions options, StoredRun earlier, Request request)
      throws InterruptedException {
    var engine = surroundings.services().engine();
    return conduct(
        plan,
        options,
        listener -> engine.resume(plan, options, earlier, request, listener),
        earlier.report());
  }

  private int conduct(Plan plan, RunOptions options, Start start, Optional<Fields> earlier)
      throws InterruptedException {
    var screen = surroundings.screen();
    try (var log = RunLog.open(screen, manner.verbose());
        var interruptions = Interruptions.install(screen);
        var heap = new FullHeapNotice(file, options)) {
      var follower = new RunFollower(plan, options.backend(), log);
      RunListener both =
          event -> {
            heap.on(event);
            follower.on(event);
          };
      Optional<Over> over;
      try (var _ = ProgressDisplay.begin(screen, follower, style())) {
        over = follow(start.begin(both), interruptions);
      }
      if (over.isPresent()) {
        return present(over.get(), earlier);
      }
      var report = follower.report(interruptions.terminated());
      present(report);
      return report.end().exitCode();
    } catch (UncheckedIOException unwritable) {
      throw Refusal.disk(unwritable);
    } catch (NoClusterException unreachable) {
      throw Refusal.noCluster(unreachable);
    }
  }

  private static Optional<Over> follow(Resumed begun, Interruptions interruptions)
      throws InterruptedException {
    return switch (begun) {
      case Resumed.Going(var handle) -> {
        interruptions.attach(handle);
        handle.await();
        yield Optional.empty();
      }
      case Over over -> Optional.of(over);
    };
  }

  private int present(Over over, Optional<Fields> report) {
    if (manner.json()) {
      report.ifPresent(fields -> surroundings.json(fields.with("file", Value.of(file.toString()))));
    } else {
      report
          .flatMap(fields -> fields.find("result"))
          .ifPresent(result -> surroundings.results(ResultText.lines(result, ROWS_SHOWN)));
    }
    surroundings.screen().line(over.sentence());
    return over.end().exitCode();
  }

  private ProgressDisplay.Style style() {
    if (manner.quiet()) {
      return ProgressDisplay.Style.SILENT;
    }
    if (!manner.progress()) {
      return ProgressDisplay.Style.NOTICES;
    }
    return surroundings.screen().terminal().redraws()
        ? ProgressDisplay.Style.FRAMES
        : ProgressDisplay.Style.LINES;
  }

  private void present(RunReport report) {
    if (manner.json()) {
      var fields = ReportJson.of(report).with("file", Value.of(file.toString()));
      surroundings.json(fields);
    } else {
      surroundings.results(ResultText.lines(report.result(), ROWS_SHOWN));
    }
    var screen = surroundings.screen();
    if (!manner.quiet()) {
      screen.lines(ReportText.lines(report, failed -> logOf(report, failed)));
    } else if (report.end() != RunEnd.COMPLETED) {
      screen.line(ReportText.lines(report, failed -> logOf(report, failed)).getFirst());
    }
    if (report.end() == RunEnd.INTERNAL) {
      screen.line(
          screen.terminal().red("error: ")
              + "a fault of the engine; please report it with "
              + report
                  .runDirectory()
                  .map(RunDirectory::coordinatorLogIn)
                  .map(Path::toString)
                  .orElse("what --verbose shows"));
    }
  }

  /**
   * What is known of the worker that was lost with the task; else what the task printed, if it did,
   * else what its worker or the coordinator logged.
   */
  static Path logOf(RunReport report, FailedTask failed) {
    var run = report.runDirectory().orElse(Path.of(""));
    var ofTask = RunDirectory.taskLogIn(run, new TaskId(failed.stage(), failed.index()));
    var ofWorker = run.resolve("logs/" + failed.worker().replace('#', '-'));
    var postMortem = ofWorker.resolveSibling(ofWorker.getFileName() + ".post-mortem.txt");
    var workerLog = ofWorker.resolveSibling(ofWorker.getFileName() + ".log");
    var candidates =
        failed.cause() == RunReport.Cause.LOST
            ? List.of(postMortem, ofTask, workerLog)
            : List.of(ofTask, workerLog);
    return candidates.stream()
        .filter(Files::exists)
        .findFirst()
        .orElse(RunDirectory.coordinatorLogIn(run));
  }
}
