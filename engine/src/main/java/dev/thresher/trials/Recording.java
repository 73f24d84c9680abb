package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.model.BackendKind;
import dev.thresher.model.JsonText;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.RunReport;
import dev.thresher.report.StoredReport;
import java.time.Instant;
import java.util.List;

/**
 * What a run has left.
 *
 * @param work what it computed; equal for runs whose times can be compared
 */
public record Recording(String run, Instant startedAt, RunReport report, String work) {
  private static final List<String> WORK = List.of("body", "constants", "each", "reduce");

  /**
   * @param report {@code report.json}
   * @param plan {@code plan.json}
   * @throws IllegalArgumentException naming what is missing or is not what it should be
   */
  public static Recording of(String run, Instant startedAt, Fields report, Fields plan) {
    return new Recording(run, startedAt, StoredReport.of(report), work(plan));
  }

  /** What a plan computes, as text: bytes that were read back are their digest. */
  public static String work(Fields plan) {
    return JsonText.of(
        new Sequence(
            plan.get("stages").asSequence().stream()
                .map(Value::asFields)
                .<Value>map(stage ->
                    new Sequence(WORK.stream().<Value>map(name -> stage.get(name)).toList()))
                .toList()));
  }

  /** Why its times say nothing of its backend; empty if they do. */
  public String unfit() {
    if (report.backend() == BackendKind.CLUSTER) {
      return "ran on several machines";
    }
    if (report.end() != RunEnd.COMPLETED) {
      return "did not complete";
    }
    return report.tasks().kept() > 0 ? "was resumed" : "";
  }

  Arm arm() {
    var backend = report.backend();
    return switch (backend) {
      case THREADS, VIRTUAL_THREADS ->
          new Arm(
              backend,
              report.slots().isEmpty()
                  ? Arm.UNLIMITED
                  : Math.toIntExact(report.slots().getAsLong()));
      case PROCESSES, CLUSTER ->
          new Arm(
              backend,
              Math.toIntExact(
                  report.workers().stream().map(life -> life.worker()).distinct().count()));
    };
  }
}
