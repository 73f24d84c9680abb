package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.plan.Plans;
import dev.thresher.report.PlanJson;
import dev.thresher.report.ReportJson;
import dev.thresher.report.RunEvents;
import dev.thresher.report.RunReport;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.Staffing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  @TempDir Path directory;
  private final FakeServices services = new FakeServices();

  private CommandRun run(String... more) {
    var arguments = new java.util.ArrayList<>(List.of("run", "sums.conf", "--dry-run"));
    arguments.addAll(List.of(more));
    return CommandRun.of(services, directory, arguments.toArray(String[]::new));
  }

  private void storeEarlierRun(Instant startedAt, Fields report) throws Exception {
    storeEarlierRun(startedAt, report, PlanJson.of(Plans.sums()));
  }

  private void storeEarlierRun(Instant startedAt, Fields report, Fields plan) throws Exception {
    var state = new StateDirectory(directory.resolve("state/thresher"));
    try (var stored = RunDirectory.create(state, "sums", startedAt)) {
      JsonFile.write(
          stored.status(),
          Fields.of("run", Value.of(stored.id().value()))
              .with("workload", Value.of("sums"))
              .with("startedAt", Value.of(startedAt.toString())));
      JsonFile.write(stored.plan(), plan);
      JsonFile.write(stored.report(), report.with("run", Value.of(stored.id().value())));
    }
  }

  private List<Path> files() throws Exception {
    try (var walk = Files.walk(directory)) {
      return walk.toList();
    }
  }

  @Test
  void showsStagesTasksWorkersAndTimeAndTouchesNothing() throws Exception {
    services.staffing = new Staffing.Granted(2, 1, Optional.of("heap of each worker: 64 MiB"));
    var before = files();
    assertThat(run().outLines())
        .containsExactly(
            "sums would run 4 tasks on threads; nothing is started or written",
            "  add: 4 tasks",
            "    0: {}",
            "workers: 2 workers with 1 slot each; heap of each worker: 64 MiB",
            "time:    no earlier run of this name says how long its tasks take");
    assertThat(files()).isEqualTo(before);
    assertThat(services.runs).isEmpty();
  }

  @Test
  void predictsTheTimeByTheNewestRunThatTellsIt() throws Exception {
    var report = ReportJson.of(RunEvents.reportOf(RunEvents.threads()));
    var now = Instant.parse("2026-11-02T10:00:00Z");
    storeEarlierRun(now, report);
    storeEarlierRun(now.plusSeconds(60), report.with("stages", Value.of("damaged")));
    var before = files();
    assertThat(run().outLines().getLast())
        .matches(
            "time:    about 800 ms in tasks: 4 tasks of 400 ms on 2 slots, as in sums-20261102-100000-.... on threads");
    assertThat(files()).isEqualTo(before);
    var predicted = run("--json").json().get("predicted");
    assertThat(predicted.get("taskMillis").doubleValue()).isEqualTo(800);
    assertThat(predicted.get("sameArguments").booleanValue()).isTrue();
  }

  @Test
  void prefersARunThatComputedTheSame() throws Exception {
    var report = ReportJson.of(RunEvents.reportOf(RunEvents.threads()));
    var now = Instant.parse("2026-11-02T10:00:00Z");
    var other = PlanJson.of(Plans.sums()).with("stages", new Sequence(List.of()));
    storeEarlierRun(now.plusSeconds(60), report, other);
    assertThat(run().outLines().getLast()).endsWith(" on threads, which had other parameters");
    storeEarlierRun(now, report);
    assertThat(run().outLines().getLast()).contains("-100000-").endsWith(" on threads");
  }

  @Test
  void answersInJson() throws Exception {
    var json = run("--json").json();
    assertThat(json.get("tasks").intValue()).isEqualTo(4);
    assertThat(json.get("workers").intValue()).isEqualTo(2);
    assertThat(json.get("slots").intValue()).isEqualTo(1);
    assertThat(json.get("predicted").isNull()).isTrue();
    assertThat(json.get("stages").get(0).get("firstTasks").get(0).get("index").intValue()).isZero();
    assertThat(json.get("errors")).isEmpty();
    assertThat(json.get("exitCode").intValue()).isZero();
  }

  @Test
  void predictsNothingWithoutALimitOfSlots() throws Exception {
    storeEarlierRun(Instant.now(), ReportJson.of(RunEvents.reportOf(RunEvents.threads())));
    services.staffing = new Staffing.Granted(1, RunReport.UNLIMITED, Optional.empty());
    assertThat(run().outLines())
        .contains(
            "workers: every task at once, on a virtual thread of its own",
            "time:    not predicted without a limit of slots");
    assertThat(run("--json").json().get("slots").isNull()).isTrue();
  }

  @Test
  void refusesWhatARunWouldRefuse() throws Exception {
    var taken = Files.writeString(directory.resolve("taken.csv"), "precious");
    services.writesTo(taken);
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run().err()).contains("exists already");
    assertThat(run("--overwrite").exitCode()).isZero();
    services.staffing = new Staffing.Refused("64 worker processes do not fit");
    assertThat(run("--overwrite").err()).contains("64 worker processes do not fit");
  }
}
