package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Counted;
import dev.thresher.model.PrintableText;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.report.RunReport.FailureGroup;
import dev.thresher.report.RunReport.WorkerLife;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The summary of a run that people see: what happened, where, how well the slots were used. */
public final class ReportText {
  private static final int WORKERS_SHOWN = 16;
  private static final int GROUPS_SHOWN = 10;
  private static final int LABEL_WIDTH = 10;

  private final RunReport report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(RunReport report) {
    this.report = report;
  }

  /**
   * @param logOf where the output of a failed task or of its worker is
   * @return lines without line ends
   */
  public static List<String> lines(RunReport report, Function<FailedTask, Path> logOf) {
    var text = new ReportText(report);
    text.lines.add(text.verdict());
    text.addBackend();
    text.addWorkers();
    text.addTasksAndTimes();
    report.outputs().forEach(path -> text.add("output", shown(path)));
    report.runDirectory().ifPresent(directory -> text.add("details", shown(directory)));
    text.addFailures(logOf);
    return text.lines;
  }

  private void add(String label, String value) {
    lines.add("  " + ResultText.padded(label, LABEL_WIDTH) + "  " + value);
  }

  private String verdict() {
    var name = PrintableText.escape(report.workload());
    boolean says = !report.detail().isEmpty() && !report.detail().equals(ending());
    var detail = says ? ": " + PrintableText.escape(report.detail()) : "";
    return name + " " + ending() + " after " + Quantities.duration(report.wallNanos()) + detail;
  }

  private String ending() {
    return switch (report.end()) {
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case NO_CLUSTER -> "got no workers";
      case STALLED -> "stalled";
      case HALTED -> "halted";
      case DISK -> "could not write its results";
      case INTERNAL -> "stopped by a fault of the engine";
      case DEADLINE -> "ran out of time";
      case INTERRUPTED -> "interrupted";
      case TERMINATED -> "terminated";
    };
  }

  private void addBackend() {
    var transport = report.transport().isEmpty() ? "" : " (" + report.transport() + ")";
    add("backend", report.backend().keyword() + PrintableText.escape(transport));
  }

  private void addWorkers() {
    var workers = report.workers();
    if (report.backend().sharesMemory() && !workers.isEmpty()) {
      add("workers", sharedMemoryWorkers());
      return;
    }
    for (int i = 0; i < Math.min(workers.size(), WORKERS_SHOWN); i++) {
      add(i == 0 ? "workers" : "", described(workers.get(i)));
    }
    if (workers.size() > WORKERS_SHOWN) {
      add("", "… " + Quantities.count(workers.size() - WORKERS_SHOWN, "more worker"));
    }
    if (workers.stream().anyMatch(life -> !life.expected())) {
      report
          .runDirectory()
          .ifPresent(run -> add("lost ones", shown(run.resolve("logs/*.post-mortem.txt"))));
    }
  }

  private String sharedMemoryWorkers() {
    int count = report.workers().size();
    var counted =
        report.backend() == BackendKind.THREADS
            ? Counted.of(count, "thread")
            : Counted.of(count, "group of virtual threads", "groups of virtual threads");
    return counted + " in process " + report.workers().getFirst().pid();
  }

  private static String described(WorkerLife life) {
    var host = life.host().isEmpty() ? "" : " on " + PrintableText.escape(life.host());
    var done = ", " + Quantities.count(life.work().completed() + life.work().failed(), "task");
    var end = life.expected() ? "" : ", " + PrintableText.escape(life.endedBy());
    return life.name() + " pid " + life.pid() + host + done + end;
  }

  private void addTasksAndTimes() {
    var tasks = report.tasks();
    add(
        "tasks",
        String.format(
            Locale.ROOT,
            "%,d of %,d completed, %,d failed, %,d retried%s",
            tasks.completed(),
            tasks.total(),
            tasks.failed(),
            tasks.retried(),
            tasks.kept() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d kept from before", tasks.kept())));
    add(
        "time",
        Quantities.duration(report.wallNanos())
            + " wall, "
            + Quantities.duration(report.taskNanos())
            + " in tasks");
    report.busySlots().ifPresent(busy -> add("busy", busySlots(busy)));
    if (!report.backend().sharesMemory()) {
      add("moved", moved());
    }
    report
        .overheadNanosPerTask()
        .ifPresent(nanos -> add("overhead", Quantities.duration(nanos) + " of slot time a task"));
  }

  private String moved() {
    return Quantities.bytes(report.bytesSent())
        + " to workers, "
        + Quantities.bytes(report.bytesReceived())
        + " back";
  }

  private String busySlots(double busy) {
    var mean = Quantities.significant(busy);
    return report.busyShare().isEmpty()
        ? mean + " tasks at once on average"
        : mean
            + " of "
            + Quantities.count(report.slots().orElseThrow(), "slot")
            + " on average ("
            + Quantities.percent(report.busyShare().getAsDouble())
            + ")";
  }

  private void addFailures(Function<FailedTask, Path> logOf) {
    var groups = report.failureGroups();
    if (groups.isEmpty()) {
      return;
    }
    lines.add("failures:");
    for (var group : groups.subList(0, Math.min(groups.size(), GROUPS_SHOWN))) {
      addGroup(group, logOf);
    }
    if (groups.size() > GROUPS_SHOWN) {
      lines.add(
          "  … " + Quantities.count(groups.size() - GROUPS_SHOWN, "more kind") + " of failure");
    }
  }

  private void addGroup(FailureGroup group, Function<FailedTask, Path> logOf) {
    var first = group.first();
    lines.add("  " + group.count() + " × " + PrintableText.escape(first.headline()));
    lines.add(
        "      first: task "
            + PrintableText.escape(first.stageName())
            + " "
            + first.index()
            + ", attempt "
            + first.attempt()
            + " on "
            + first.worker()
            + "; log: "
            + shown(logOf.apply(first)));
  }

  private static String shown(Path path) {
    return PrintableText.escape(path.toString());
  }
}
