package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.TaskTimes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.RunReport.Cause;
import dev.thresher.report.RunReport.Course;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.report.RunReport.FailureGroup;
import dev.thresher.report.RunReport.StageWork;
import dev.thresher.report.RunReport.TaskCounts;
import dev.thresher.report.RunReport.Work;
import dev.thresher.report.RunReport.WorkerLife;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads what {@link ReportJson} wrote, in this version or an earlier one. */
public final class StoredReport {
  private StoredReport() {}

  /**
   * Times come back rounded to microseconds, bytes in the result as their length and digest.
   *
   * @throws IllegalArgumentException naming what is missing or is not what it should be
   */
  public static RunReport of(Fields fields) {
    return new RunReport(
        fields.text("run"),
        fields.text("workload"),
        backend(fields.text("backend")),
        fields.text("transport"),
        Math.toIntExact(fields.whole("workersAsked")),
        fields.whole("coordinator"),
        textIn(fields, "runDirectory").map(Path::of),
        textIn(fields, "startedAt").map(StoredReport::instant),
        each(fields, "workers", StoredReport::worker),
        fields.find("stages").isEmpty() ? List.of() : each(fields, "stages", StoredReport::stage),
        tasks(fields.get("tasks").asFields()),
        nanos(fields, "wallMillis"),
        nanos(fields, "taskMillis"),
        fields.whole("bytesSent"),
        fields.whole("bytesReceived"),
        ReportJson.endOf(fields.text("end")).orElseThrow(() -> unknown("end", fields.text("end"))),
        fields.text("detail"),
        fields.get("result"),
        fields.get("outputs").asSequence().stream().map(path -> Path.of(path.asText())).toList(),
        each(fields, "failures", StoredReport::failure),
        each(fields, "failureGroups", StoredReport::group),
        course(fields));
  }

  // What earlier versions have not written is not known.
  private static Course course(Fields fields) {
    return new Course(
        nanosIn(fields, "readyMillis"),
        nanosIn(fields, "lastTaskMillis"),
        fields
            .find("taskTimes")
            .filter(times -> times != Absent.ABSENT)
            .map(times -> taskTimes(times.asFields())));
  }

  private static TaskTimes taskTimes(Fields fields) {
    return new TaskTimes(
        nanos(fields, "medianMillis"),
        nanos(fields, "p90Millis"),
        nanos(fields, "p99Millis"),
        nanos(fields, "longestMillis"));
  }

  private static OptionalLong nanosIn(Fields fields, String name) {
    return fields.find(name).filter(value -> value != Absent.ABSENT).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(nanos(fields, name));
  }

  private static WorkerLife worker(Fields fields) {
    var slots = fields.get("slots");
    return new WorkerLife(
        fields.text("worker"),
        Math.toIntExact(fields.whole("incarnation")),
        fields.whole("pid"),
        fields.text("host"),
        slots == Absent.ABSENT ? RunReport.UNLIMITED : Math.toIntExact(slots.asWhole()),
        instant(fields.text("startedAt")),
        textIn(fields, "endedBy").orElse(""),
        fields.truth("expected"),
        work(fields));
  }

  private static StageWork stage(Fields fields) {
    return new StageWork(Math.toIntExact(fields.whole("stage")), fields.text("name"), work(fields));
  }

  private static Work work(Fields fields) {
    return new Work(fields.whole("completed"), fields.whole("failed"), nanos(fields, "taskMillis"));
  }

  private static TaskCounts tasks(Fields fields) {
    return new TaskCounts(
        fields.whole("total"),
        fields.whole("completed"),
        fields.whole("failed"),
        fields.whole("retried"),
        fields.find("kept").map(Value::asWhole).orElse(0L));
  }

  private static FailedTask failure(Fields fields) {
    return new FailedTask(
        Math.toIntExact(fields.whole("stage")),
        fields.text("stageName"),
        fields.whole("index"),
        Math.toIntExact(fields.whole("attempt")),
        fields.text("worker"),
        Cause.valueOf(fields.text("cause").toUpperCase(Locale.ROOT).replace('-', '_')),
        fields.text("type"),
        fields.text("message"));
  }

  private static FailureGroup group(Fields fields) {
    return new FailureGroup(fields.whole("count"), failure(fields.get("first").asFields()));
  }

  private static <T> List<T> each(Fields fields, String name, Function<Fields, T> read) {
    return fields.get(name).asSequence().stream().map(Value::asFields).map(read).toList();
  }

  private static Optional<String> textIn(Fields fields, String name) {
    var value = fields.get(name);
    return value == Absent.ABSENT ? Optional.empty() : Optional.of(value.asText());
  }

  private static BackendKind backend(String keyword) {
    return BackendKind.of(keyword).orElseThrow(() -> unknown("backend", keyword));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw unknown("time", text);
    }
  }

  private static long nanos(Fields fields, String name) {
    return Math.round(fields.real(name) * 1e6);
  }

  private static IllegalArgumentException unknown(String what, String word) {
    return new IllegalArgumentException("unknown " + what + " " + word);
  }
}
