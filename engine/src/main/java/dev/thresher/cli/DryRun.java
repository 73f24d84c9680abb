package dev.thresher.cli;

import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.BackendKind;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.report.PlanJson;
import dev.thresher.report.PlanPreview;
import dev.thresher.report.PlanText;
import dev.thresher.report.Prediction;
import dev.thresher.report.Quantities;
import dev.thresher.report.RunReport;
import dev.thresher.report.StoredReport;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import dev.thresher.runtime.Staffing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run would do, and how long its tasks would take by what an earlier one took. Starts
 * nothing, writes nothing.
 */
final class DryRun {
  private static final int RUNS_LOOKED_AT = 20;

  private final Surroundings surroundings;
  private final Ready ready;
  private final Staffing.Granted staffing;

  DryRun(Surroundings surroundings, Ready ready, Staffing.Granted staffing) {
    this.surroundings = surroundings;
    this.ready = ready;
    this.staffing = staffing;
  }

  Fields json(PlanPreview preview) throws IOException {
    return PlanJson.of(preview)
        .with("workers", Value.of(staffing.workers()))
        .with("slots", isUnlimited() ? Absent.ABSENT : Value.of(staffing.slots()))
        .with("heap", staffing.arithmetic().<Value>map(Value::of).orElse(Absent.ABSENT))
        .with("predicted", prediction().map(DryRun::json).orElse(Absent.ABSENT));
  }

  private static Value json(Prediction prediction) {
    return Fields.of("run", Value.of(prediction.run()))
        .with("backend", Value.of(prediction.backend().keyword()))
        .with("taskMillis", Value.of(Math.round(prediction.nanos() / 1e3) / 1e3))
        .with("sameArguments", Value.of(prediction.sameArguments()));
  }

  List<String> lines(PlanPreview preview) throws IOException {
    var plan = preview.plan();
    var lines = new ArrayList<String>();
    lines.add(
        "%s would run %s on %s; nothing is started or written"
            .formatted(
                PrintableText.escape(plan.name()),
                Quantities.count(plan.tasks(), "task"),
                ready.backend().keyword()));
    lines.addAll(PlanText.lines(preview));
    lines.add("workers: " + workers());
    lines.add("time:    " + time());
    return lines;
  }

  private String workers() {
    if (isUnlimited()) {
      return "every task at once, on a virtual thread of its own";
    }
    var places =
        ready.backend() == BackendKind.VIRTUAL_THREADS
            ? Quantities.count(staffing.slots(), "virtual thread") + " at once"
            : "%s with %s each"
                .formatted(
                    Quantities.count(staffing.workers(), "worker"),
                    Quantities.count(staffing.slots(), "slot"));
    return places + staffing.arithmetic().map(line -> "; " + line).orElse("");
  }

  private String time() throws IOException {
    if (isUnlimited()) {
      return "not predicted without a limit of slots";
    }
    return prediction()
        .map(DryRun::described)
        .orElse("no earlier run of this name says how long its tasks take");
  }

  private static String described(Prediction prediction) {
    var shares =
        prediction.stages().stream()
            .map(share ->
                "%s of %s"
                    .formatted(
                        Quantities.count(share.tasks(), "task"),
                        Quantities.duration(share.meanNanos())))
            .collect(Collectors.joining(" + "));
    return "about %s in tasks: %s on %s, as in %s on %s%s"
        .formatted(
            Quantities.duration(prediction.nanos()),
            shares,
            Quantities.count(prediction.slots(), "slot"),
            prediction.run(),
            prediction.backend().keyword(),
            prediction.sameArguments() ? "" : ", which had other parameters");
  }

  private boolean isUnlimited() {
    return staffing.slots() == RunReport.UNLIMITED;
  }

  private Optional<Prediction> prediction() throws IOException {
    if (isUnlimited()) {
      return Optional.empty();
    }
    long slots = (long) staffing.workers() * staffing.slots();
    var predictions =
        new StoredRuns(surroundings.state())
            .named(ready.plan().name()).stream()
                .limit(RUNS_LOOKED_AT)
                .flatMap(run -> prediction(ready.plan(), slots, run).stream())
                .toList();
    return predictions.stream()
        .filter(Prediction::sameArguments)
        .findFirst()
        .or(() -> predictions.stream().findFirst());
  }

  // What another version wrote or somebody damaged says nothing of this run.
  private static Optional<Prediction> prediction(Plan plan, long slots, StoredRun run) {
    try {
      return run.report().isEmpty()
          ? Optional.empty()
          : Prediction.of(plan, slots, StoredReport.of(run.report().get()), run.plan());
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
