package dev.thresher.cli;

import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.Quantities;
import dev.thresher.report.ResultText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a coordinator tells, for people. */
final class ClusterTables {
  private static final double NANOS_PER_MILLI = 1e6;

  private ClusterTables() {}

  static List<String> status(Fields cluster) {
    var lines = new ArrayList<String>();
    var coordinator = cluster.get("coordinator").asFields();
    lines.add(
        "coordinator at %s on %s, version %s, up for %s"
            .formatted(
                text(coordinator, "address"),
                text(coordinator, "host"),
                text(coordinator, "version"),
                duration(coordinator, "uptimeMillis")));
    int runs = cluster.get("runs").asSequence().size();
    lines.add(
        "%s, %d of them free; %s, %d of them waiting for slots"
            .formatted(
                Quantities.count(cluster.whole("slots"), "slot"),
                cluster.whole("freeSlots"),
                Quantities.count(runs, "run"),
                cluster.whole("waitingRuns")));
    lines.add("");
    lines.addAll(workers(cluster));
    if (runs > 0) {
      lines.add("");
      lines.addAll(runs(cluster));
    }
    return lines;
  }

  static List<String> workers(Fields answer) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "WORKER", "HOST", "ADDRESS", "VERSION", "SLOTS", "USED", "STATE", "HEARD", "LABELS"));
    for (var value : answer.get("workers").asSequence()) {
      var worker = value.asFields();
      rows.add(
          List.of(
              text(worker, "name"),
              text(worker, "host"),
              text(worker, "address"),
              text(worker, "version"),
              Long.toString(worker.whole("slots")),
              Long.toString(worker.whole("usedSlots")),
              worker.truth("draining") ? "draining" : "serving",
              duration(worker, "unheardMillis") + " ago",
              pairs(worker.get("labels").asFields())));
    }
    return rows.size() == 1 ? List.of("no worker has joined") : ResultText.aligned(rows);
  }

  private static List<String> runs(Fields cluster) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("RUN", "USER", "WANTS", "HAS", "WORKERS", "HEARD"));
    for (var value : cluster.get("runs").asSequence()) {
      var run = value.asFields();
      rows.add(
          List.of(
              text(run, "run"),
              text(run, "user"),
              Quantities.count(run.whole("wantedSlots"), "slot"),
              Long.toString(run.whole("heldSlots")),
              pairs(run.get("workers").asFields()),
              duration(run, "unheardMillis") + " ago"));
    }
    return ResultText.aligned(rows);
  }

  static List<String> worker(Fields worker) {
    var lines = new ArrayList<List<String>>();
    for (var name : List.of("name", "host", "address", "version")) {
      lines.add(List.of(name, text(worker, name)));
    }
    lines.add(
        List.of("slots", worker.whole("usedSlots") + " of " + worker.whole("slots") + " used"));
    lines.add(List.of("state", worker.truth("draining") ? "draining" : "serving"));
    lines.add(List.of("heard", duration(worker, "unheardMillis") + " ago"));
    lines.add(List.of("labels", pairs(worker.get("labels").asFields())));
    for (var value : worker.get("holds").asSequence()) {
      var held = value.asFields();
      lines.add(
          List.of(
              "run",
              text(held, "run")
                  + ": "
                  + Quantities.count(held.whole("slots"), "slot")
                  + (held.truth("driverKnown") ? "" : "; its driver is gone")));
    }
    return ResultText.aligned(lines);
  }

  private static String pairs(Fields fields) {
    return fields.entries().entrySet().stream()
        .map(one ->
            PrintableText.escape(one.getKey())
                + "="
                + (one.getValue() instanceof Value.Text(String text)
                    ? PrintableText.escape(text)
                    : Long.toString(one.getValue().asWhole())))
        .collect(Collectors.joining(" "));
  }

  private static String text(Fields fields, String name) {
    return PrintableText.escape(fields.text(name));
  }

  private static String duration(Fields fields, String name) {
    return Quantities.duration(fields.whole(name) * NANOS_PER_MILLI);
  }

  /**
   * @param now from which ages are counted
   */
  static List<String> jobs(Fields answer, Instant now) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("JOB", "STATE", "EXIT", "SUBMITTED", "FILE"));
    for (var value : answer.get("jobs").asSequence()) {
      var job = value.asFields();
      var age = Duration.between(Instant.parse(job.text("submittedAt")), now);
      rows.add(
          List.of(
              job.text("job"),
              job.text("state"),
              job.find("exitCode")
                  .filter(code -> code instanceof Value.Whole)
                  .map(code -> Long.toString(code.asWhole()))
                  .orElse(""),
              Quantities.duration(age.toNanos()) + " ago",
              PrintableText.escape(job.get("order").asFields().text("file"))));
    }
    return rows.size() == 1 ? List.of("no job has been submitted") : ResultText.aligned(rows);
  }
}
