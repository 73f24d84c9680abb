package dev.thresher.trials;

import dev.thresher.compare.Inside;
import dev.thresher.compare.Inside.Gc;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.RunReport;
import java.util.Optional;
import java.util.OptionalInt;

/** What a run says of itself in its report. */
final class TrialReport {
  private static final double NANOS = 1e9;

  private TrialReport() {}

  /**
   * @param seconds from the start of its process to the exit
   */
  static Inside inside(RunReport report, double seconds, Optional<Gc> gc) {
    return inside(report, seconds, gc, TraceReport.NONE);
  }

  static Inside inside(RunReport report, double seconds, Optional<Gc> gc, TraceReport trace) {
    var slots = report.slots();
    return new Inside(
        phases(report, seconds),
        slots.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(slots.getAsLong())),
        report.tasks().ended(),
        report.taskNanos() / NANOS,
        report
            .course()
            .taskTimes()
            .map(times ->
                new Inside.TaskTimes(
                    times.medianNanos() / NANOS,
                    times.p90Nanos() / NANOS,
                    times.p99Nanos() / NANOS,
                    times.longestNanos() / NANOS)),
        gc,
        report.bytesSent(),
        report.bytesReceived(),
        trace.way(),
        trace.code(),
        trace.timeline());
  }

  private static Phases phases(RunReport report, double seconds) {
    double run = report.wallNanos() / NANOS;
    double ready = Math.min(run, report.course().readyNanos().orElse(0) / NANOS);
    double last =
        Math.clamp(
            report.course().lastTaskNanos().orElse(report.course().readyNanos().orElse(0)) / NANOS,
            ready,
            Math.max(ready, run));
    return new Phases(seconds - run, ready, last - ready, run - last);
  }

  /** Of a run that did not complete. */
  static Ending failed(Fields fields, int exitCode) {
    var errors = fields.find("errors");
    if (errors.isPresent() && !errors.get().asSequence().isEmpty()) {
      return new Ending.Failed(
          exitCode, errors.get().asSequence().getFirst().asFields().text("message"));
    }
    var groups = fields.find("failureGroups").map(Value::asSequence).orElse(java.util.List.of());
    var detail = fields.find("detail").map(Value::asText).orElse("");
    return new Ending.Failed(
        exitCode, groups.isEmpty() ? detail : detail(groups.getFirst().asFields(), detail));
  }

  private static String detail(Fields group, String detail) {
    var count = group.whole("count");
    return (detail.isEmpty() ? count + " of its tasks failed" : detail)
        + ": "
        + group.text("headline");
  }
}
