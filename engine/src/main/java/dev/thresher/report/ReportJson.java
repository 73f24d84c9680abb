package dev.thresher.report;

import dev.thresher.model.RunEnd;
import dev.thresher.model.TaskTimes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.report.RunReport.FailureGroup;
import dev.thresher.report.RunReport.StageWork;
import dev.thresher.report.RunReport.TaskCounts;
import dev.thresher.report.RunReport.Work;
import dev.thresher.report.RunReport.WorkerLife;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A report as the fields of {@code run --json} and of {@code report.json}. The names are a
 * contract, explained in {@code docs/cli.md}: added to, never changed. {@link StoredReport} reads
 * them.
 */
public final class ReportJson {
  private ReportJson() {}

  public static Fields of(RunReport report) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("run", Value.of(report.run()));
    fields.put("workload", Value.of(report.workload()));
    fields.put("backend", Value.of(report.backend().keyword()));
    fields.put("transport", Value.of(report.transport()));
    fields.put("runDirectory", orAbsent(report.runDirectory().map(Object::toString)));
    fields.put("coordinator", Value.of(report.coordinatorPid()));
    fields.put("startedAt", orAbsent(report.startedAt().map(Object::toString)));
    fields.put("workersAsked", Value.of(report.workersAsked()));
    fields.put("workers", sequence(report.workers(), ReportJson::worker));
    fields.put("stages", sequence(report.stages(), ReportJson::stage));
    fields.put("tasks", tasks(report.tasks()));
    putTimes(report, fields);
    fields.put("bytesSent", Value.of(report.bytesSent()));
    fields.put("bytesReceived", Value.of(report.bytesReceived()));
    fields.put("end", Value.of(keyword(report.end())));
    fields.put("exitCode", Value.of(report.end().exitCode()));
    fields.put("detail", Value.of(report.detail()));
    fields.put("failures", sequence(report.failures(), ReportJson::failure));
    fields.put("failureGroups", sequence(report.failureGroups(), ReportJson::group));
    fields.put("outputs", sequence(report.outputs(), path -> Value.of(path.toString())));
    fields.put("result", report.result());
    return new Fields(fields);
  }

  private static void putTimes(RunReport report, Map<String, Value> fields) {
    fields.put("wallMillis", millis(report.wallNanos()));
    fields.put("taskMillis", millis(report.taskNanos()));
    fields.put("readyMillis", millis(report.course().readyNanos()));
    fields.put("lastTaskMillis", millis(report.course().lastTaskNanos()));
    fields.put(
        "taskTimes",
        report.course().taskTimes().<Value>map(ReportJson::taskTimes).orElse(Absent.ABSENT));
    fields.put("busySlots", rounded(report.busySlots()));
    fields.put("busyShare", rounded(report.busyShare()));
    fields.put("overheadMicrosPerTask", rounded(micros(report.overheadNanosPerTask())));
  }

  private static Value taskTimes(TaskTimes times) {
    return Fields.of("medianMillis", millis(times.medianNanos()))
        .with("p90Millis", millis(times.p90Nanos()))
        .with("p99Millis", millis(times.p99Nanos()))
        .with("longestMillis", millis(times.longestNanos()));
  }

  private static Value worker(WorkerLife life) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("worker", Value.of(life.worker()));
    fields.put("incarnation", Value.of(life.incarnation()));
    fields.put("pid", Value.of(life.pid()));
    fields.put("host", Value.of(life.host()));
    fields.put(
        "slots", life.slots() == RunReport.UNLIMITED ? Absent.ABSENT : Value.of(life.slots()));
    fields.put("startedAt", Value.of(life.startedAt().toString()));
    fields.put("endedBy", life.endedBy().isEmpty() ? Absent.ABSENT : Value.of(life.endedBy()));
    fields.put("expected", Value.of(life.expected()));
    putWork(life.work(), fields);
    return new Fields(fields);
  }

  private static Value stage(StageWork stage) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("stage", Value.of(stage.stage()));
    fields.put("name", Value.of(stage.name()));
    putWork(stage.work(), fields);
    return new Fields(fields);
  }

  private static void putWork(Work work, Map<String, Value> fields) {
    fields.put("completed", Value.of(work.completed()));
    fields.put("failed", Value.of(work.failed()));
    fields.put("taskMillis", millis(work.taskNanos()));
  }

  private static Value tasks(TaskCounts tasks) {
    return Fields.of("total", Value.of(tasks.total()))
        .with("completed", Value.of(tasks.completed()))
        .with("failed", Value.of(tasks.failed()))
        .with("retried", Value.of(tasks.retried()))
        .with("kept", Value.of(tasks.kept()));
  }

  private static Value failure(FailedTask failed) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("stage", Value.of(failed.stage()));
    fields.put("stageName", Value.of(failed.stageName()));
    fields.put("index", Value.of(failed.index()));
    fields.put("attempt", Value.of(failed.attempt()));
    fields.put("worker", Value.of(failed.worker()));
    fields.put("cause", Value.of(keyword(failed.cause())));
    fields.put("type", Value.of(failed.type()));
    fields.put("message", Value.of(failed.message()));
    return new Fields(fields);
  }

  private static Value group(FailureGroup group) {
    return Fields.of("headline", Value.of(group.first().headline()))
        .with("count", Value.of(group.count()))
        .with("first", failure(group.first()));
  }

  /** An enum's name as JSON and people have it: {@code no-cluster}. */
  public static String keyword(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The way a run ended, as {@link #keyword} wrote it. */
  public static Optional<RunEnd> endOf(String keyword) {
    return java.util.Arrays.stream(RunEnd.values())
        .filter(end -> keyword(end).equals(keyword))
        .findFirst();
  }

  private static <T> Sequence sequence(List<T> items, Function<T, Value> rendered) {
    return new Sequence(items.stream().map(rendered).toList());
  }

  private static Value orAbsent(Optional<String> text) {
    return text.<Value>map(Value::of).orElse(Absent.ABSENT);
  }

  private static Value millis(long nanos) {
    return Value.of(Math.round(nanos / 1e3) / 1e3);
  }

  private static Value millis(OptionalLong nanos) {
    return nanos.isEmpty() ? Absent.ABSENT : millis(nanos.getAsLong());
  }

  private static OptionalDouble micros(OptionalDouble nanos) {
    return nanos.isEmpty() ? nanos : OptionalDouble.of(nanos.getAsDouble() / 1e3);
  }

  private static Value rounded(OptionalDouble number) {
    return number.isEmpty()
        ? Absent.ABSENT
        : Value.of(Math.round(number.getAsDouble() * 1e3) / 1e3);
  }
}
