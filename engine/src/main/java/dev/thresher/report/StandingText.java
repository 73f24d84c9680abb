package dev.thresher.report;

import dev.thresher.model.Counted;
import dev.thresher.model.Outcome;
import dev.thresher.model.PrintableText;
import dev.thresher.model.TaskId;
import dev.thresher.report.Standing.Ended;
import dev.thresher.report.Standing.Running;
import dev.thresher.report.Standing.Stage;
import dev.thresher.report.Standing.Tried;
import dev.thresher.report.Standing.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a run or one of its tasks stands, since when, and for what it waits: for people. */
public final class StandingText {
  private static final int RUNNING_SHOWN = 8;
  private static final double MILLION = 1e6;

  private final Standing standing;

  public StandingText(Standing standing) {
    this.standing = standing;
  }

  /** Of all stages and workers; lines without line ends. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var detail = standing.detail().isEmpty() ? "" : ": " + PrintableText.escape(standing.detail());
    lines.add(
        PrintableText.escape(standing.run()) + " " + standing.end().orElse("goes on") + detail);
    standing.stages().forEach(stage -> add(stage, lines));
    standing.workers().forEach(worker -> lines.add("  " + worker(worker)));
    standing
        .lost()
        .forEach(one ->
            lines.add(
                "  %s (pid %d) was lost: %s"
                    .formatted(
                        PrintableText.escape(one.name()),
                        one.pid(),
                        PrintableText.escape(one.endedBy()))));
    return lines;
  }

  private void add(Stage stage, List<String> lines) {
    long running = standing.running(stage.number());
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s: %,d of %s ended%s%s",
            PrintableText.escape(stage.name()),
            stage.ended(),
            stage.tasks().isPresent()
                ? Counted.of(stage.tasks().getAsLong(), "task has", "tasks have")
                : "an unknown number of tasks have",
            stage.failed() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d of them failed", stage.failed()),
            running == 0 ? "" : String.format(Locale.ROOT, ", %,d run", running)));
    long waiting = stage.tasks().orElse(0) - stage.ended() - running;
    if (waiting > 0 || stage.tasks().isEmpty()) {
      lines.add("      the others wait " + new WaitingFor(standing).of(stage));
    }
    if (stage.again() > 0) {
      lines.add(
          "      %s tried before and not ended: their attempts failed or were lost"
              .formatted(Quantities.count(stage.again(), "task")));
    }
  }

  private String worker(Worker worker) {
    var name = PrintableText.escape(worker.name()) + " (pid " + worker.pid() + ")";
    if (worker.slots().orElse(1) == 0) {
      return name + " is starting";
    }
    if (worker.running().isEmpty()) {
      return name + " runs nothing";
    }
    var shown = new ArrayList<String>();
    for (var running : worker.running().stream().limit(RUNNING_SHOWN).toList()) {
      shown.add(named(running.task()) + " for " + duration(running));
    }
    int more = worker.running().size() - shown.size();
    return name + " runs " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String duration(Running running) {
    return Quantities.duration(running.millis() * MILLION);
  }

  private String named(TaskId task) {
    var stage = standing.stages().get(task.stage());
    return "task " + task.index() + " of " + PrintableText.escape(stage.name());
  }

  /**
   * Of one task; lines without line ends.
   *
   * @param log where what it printed is, if there is such a file
   */
  public List<String> lines(
      TaskId task, Optional<Ended> ended, Optional<Tried> tried, Optional<String> log) {
    var lines = new ArrayList<String>();
    lines.add(
        ended
            .map(end -> ended(task, end))
            .or(() -> running(task))
            .orElseGet(() -> waiting(task, tried)));
    tried.ifPresent(before -> lines.add("  " + before(before)));
    log.ifPresent(path -> lines.add("  log: " + PrintableText.escape(path)));
    return lines;
  }

  private String ended(TaskId task, Ended end) {
    var where = " in attempt " + end.attempt() + " on " + end.by();
    var how =
        switch (end.outcome()) {
          case Outcome.Completed _ ->
              "completed%s, after %s".formatted(where, Quantities.duration(end.runNanos()));
          case Outcome.Failed(var failure) ->
              "failed%s: %s".formatted(where, PrintableText.escape(failure.headline()));
          case Outcome.TimedOut(long limit) ->
              "failed%s: it ran longer than %s".formatted(where, Quantities.duration(limit));
          case Outcome.Cancelled(String reason) ->
              "was cancelled%s: %s".formatted(where, PrintableText.escape(reason));
          case Outcome.Lost(var worker, String detail) ->
              "was lost%s: %s".formatted(where, PrintableText.escape(detail));
        };
    return named(task) + " " + how;
  }

  private Optional<String> running(TaskId task) {
    for (var worker : standing.workers()) {
      for (var running : worker.running()) {
        if (running.task().equals(task)) {
          return Optional.of(
              "%s runs on %s (pid %d), for %s when that was last heard of"
                  .formatted(
                      named(task),
                      PrintableText.escape(worker.name()),
                      worker.pid(),
                      duration(running)));
        }
      }
    }
    return Optional.empty();
  }

  private String waiting(TaskId task, Optional<Tried> tried) {
    var stage = standing.stages().get(task.stage());
    var reason = new WaitingFor(standing).of(stage);
    boolean pauses = tried.filter(before -> before.failures() > 0).isPresent();
    return named(task)
        + " waits "
        + reason
        + (pauses && standing.end().isEmpty()
            ? ", or for its pause before the next attempt, at most "
                + Quantities.duration(stage.longestPauseMillis() * MILLION)
            : "");
  }

  private static String before(Tried tried) {
    var attempts = Quantities.count(tried.attempts(), "attempt");
    return tried.failures() == 0
        ? attempts + " before, lost with workers"
        : attempts + " before, of which " + tried.failures() + " failed by themselves";
  }
}
