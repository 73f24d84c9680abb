package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Costs;
import dev.thresher.compare.Provenance;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.PlanJson;
import dev.thresher.report.ReportJson;
import dev.thresher.report.RunEvents;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.trials.MachineCosts;
import dev.thresher.trials.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviseTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Value SUM = Fields.of("sum", Value.of(10));

  @TempDir Path directory;
  private final FakeServices services = new FakeServices();
  private int stored;

  @BeforeEach
  void writeTheWorkload() throws Exception {
    Files.writeString(directory.resolve("sums.conf"), "the services know what is in it");
  }

  private CommandRun advise(String... arguments) {
    var words = Stream.concat(Stream.of("advise"), Stream.of(arguments)).toArray(String[]::new);
    return CommandRun.of(services, directory, words);
  }

  private Fields plan() {
    return PlanJson.of(services.plan());
  }

  private String run(BackendKind backend, double seconds, Value result) throws Exception {
    return run(backend, seconds, result, plan());
  }

  private String run(BackendKind backend, double seconds, Value result, Fields plan)
      throws Exception {
    var began = NOON.plusSeconds(60L * stored++);
    var state = new StateDirectory(directory.resolve("state/thresher"));
    var events =
        List.<RunEvent>of(
            RunEvents.started(backend, "memory", 4),
            RunEvents.up(0.1, RunEvents.W1, 100),
            RunEvents.up(0.1, RunEvents.W2, 100),
            RunEvents.tasks(seconds - 0.1, RunEvents.W1, 4, 0, seconds),
            RunEvents.ended(seconds, RunEnd.COMPLETED, "", result));
    try (var run = RunDirectory.create(state, "sums", began)) {
      JsonFile.write(
          run.status(),
          Fields.of("run", Value.of(run.id().value()))
              .with("workload", Value.of("sums"))
              .with("startedAt", Value.of(began.toString())));
      JsonFile.write(run.plan(), plan);
      JsonFile.write(run.report(), ReportJson.of(RunEvents.reportOf(events)));
      return run.id().value();
    }
  }

  @Test
  void runsOfTheFileOnSeveralBackendsGiveAVerdict() throws Exception {
    for (int i = 0; i < 6; i++) {
      run(BackendKind.THREADS, 2 + 0.01 * i, SUM);
      run(BackendKind.PROCESSES, 1 + 0.01 * i, SUM);
    }
    var advice = advise("sums.conf", "--json");
    assertThat(advice.exitCode()).isZero();
    var json = advice.json();
    assertThat(json.get("verdict").get("backend").textValue()).isEqualTo("processes");
    assertThat(json.get("verdict").get("workers").intValue()).isEqualTo(2);
    assertThat(json.get("runs")).hasSize(12);
    assertThat(json.get("unknown").get(0).textValue())
        .isEqualTo("there is no run on virtual-threads; thresher compare sums.conf measures them");
    assertThat(advise("sums.conf").out())
        .contains("choose processes:2: ", "what the runs cannot tell", "at different times");
  }

  @Test
  void oneRunOfEachIsNotEnoughAndNamedRunsWillDo() throws Exception {
    var first = run(BackendKind.THREADS, 2, SUM);
    var second = run(BackendKind.PROCESSES, 1, SUM);
    run(BackendKind.PROCESSES, 1, SUM);
    var advice = advise(first, second);
    assertThat(advice.exitCode()).isZero();
    assertThat(advice.out())
        .contains("keep the simplest, threads:2, or make more runs")
        .doesNotContain("budget");
  }

  @Test
  void runsThatComputedSomethingElseAreLeftOutOrRefused() throws Exception {
    var other = plan().with("stages", new Value.Sequence(List.of()));
    var first = run(BackendKind.THREADS, 2, SUM);
    var second = run(BackendKind.PROCESSES, 1, SUM, other);
    assertThat(advise("sums.conf").out())
        .contains("only threads:2 could be measured")
        .contains("1 run left out, as it computed something else");
    var refused = advise(first, second);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(second + " computed something else than " + first);
  }

  @Test
  void differentResultsAreNoAdvice() throws Exception {
    run(BackendKind.THREADS, 2, SUM);
    run(BackendKind.PROCESSES, 1, Fields.of("sum", Value.of(11)));
    var advice = advise("sums.conf");
    assertThat(advice.exitCode()).isEqualTo(1);
    assertThat(advice.out()).contains("threads:2 and processes:2 give different results");
  }

  @Test
  void withoutRunsItSaysWhatWouldMeasure() {
    var advice = advise("sums.conf");
    assertThat(advice.exitCode()).isEqualTo(1);
    assertThat(advice.out())
        .contains("no run of sums to go by: thresher compare sums.conf measures");
    assertThat(advise("sums-2026").err()).contains("there is no run sums-2026");
  }

  private void keepCosts(Duration age) throws Exception {
    var version = new Version().getVersion();
    var from =
        new Provenance(
            "",
            "",
            List.of(),
            ThisMachine.look(),
            version[0].replaceFirst("^thresher ", ""),
            version[1].replaceFirst("^JDK ", ""),
            NOON,
            0,
            0,
            0);
    new MachineCosts(
            directory.resolve("state/thresher/compare"), from.costsKey(), InstantSource.system())
        .keep(
            new Costs(
                List.of(
                    new Costs.Cost(BackendKind.THREADS, 2, 0.4, 10e-6, 0, List.of()),
                    new Costs.Cost(BackendKind.PROCESSES, 2, 1.4, 30e-6, 0, List.of())),
                false,
                Instant.now().minus(age)));
  }

  @Test
  void costsThatCompareHasKeptSayWhatABackendWithoutARunWouldTakeAndHowOldTheyAre()
      throws Exception {
    run(BackendKind.THREADS, 2, SUM);
    keepCosts(Duration.ofHours(73));
    assertThat(advise("sums.conf").out())
        .contains(
            "by this machine's own costs\n  thresher compare has measured them here 3 days ago (")
        .contains("on processes with 2 workers a task that does nothing costs 30.0 µs of slot time")
        .contains("processes:2 would take about 3.00 s, threads:2 takes 2.00 s")
        .doesNotContain("what tasks cost beyond their own code");
    var outlook = advise("sums.conf", "--json").json().get("outlook");
    assertThat(outlook.get("arm").textValue()).isEqualTo("processes:2");
    assertThat(outlook.get("startUpSeconds").doubleValue()).isCloseTo(1, within(1e-9));
  }

  @Test
  void withoutCostsOfThisMachineItSaysWhatMeasuresThem() throws Exception {
    run(BackendKind.THREADS, 2, SUM);
    var file = directory.resolve("state/thresher/compare/costs.json");
    for (boolean others : new boolean[] {false, true}) {
      if (others) {
        keepCosts(Duration.ofHours(1));
        Files.writeString(file, Files.readString(file).replace(" cores; ", "0 cores; "));
      }
      var advice = advise("sums.conf", "--json");
      assertThat(advice.json().get("outlook").isNull()).isTrue();
      assertThat(advice.json().get("costs").isNull()).isTrue();
      assertThat(advice.out())
          .contains(
              "by the bytes that they move: thresher compare sums.conf measures it if time is left");
    }
  }
}
