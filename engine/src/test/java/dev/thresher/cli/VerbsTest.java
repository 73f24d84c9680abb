package dev.thresher.cli;

import static dev.thresher.report.RunEvents.reportOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.bench.WrongResults;
import dev.thresher.cli.Services.Setting;
import dev.thresher.cli.Services.SettingsReading;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.OpenFiles;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.ReportJson;
import dev.thresher.report.RunEvents;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {
  @TempDir Path directory;
  private final FakeServices services = new FakeServices();

  private CommandRun run(String... arguments) {
    return CommandRun.of(services, directory, arguments);
  }

  private RunDirectory store(String name, Instant startedAt) throws Exception {
    var state = new StateDirectory(directory.resolve("state/thresher"));
    var stored = RunDirectory.create(state, name, startedAt);
    JsonFile.write(
        stored.status(),
        Fields.of("run", Value.of(stored.id().value()))
            .with("startedAt", Value.of(startedAt.toString())));
    return stored;
  }

  private RunDirectory storeEnded(String name, Instant startedAt) throws Exception {
    var stored = store(name, startedAt);
    JsonFile.write(stored.report(), ReportJson.of(reportOf(RunEvents.threads())));
    stored.close();
    return stored;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "compare",
        "advise",
        "validate",
        "graph",
        "kinds",
        "runs",
        "runs list",
        "runs show",
        "runs prune",
        "clean",
        "config",
        "config show",
        "init",
        "doctor",
        "bench",
        "completion"
      })
  void eachVerbExplainsItselfWithItsExitCodes(String verb) {
    var run = run((verb + " --help").strip().split(" "));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: thresher " + verb)
        .contains("Exit codes:", " 2 ", " 70 ");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version").outLines()).hasSize(2).first().asString().startsWith("thresher ");
  }

  @Test
  void validatesWithoutStartingAnything() throws Exception {
    assertThat(run("validate", "sums.conf", "--set", "a=1").outLines())
        .containsExactly(
            "sums is a valid workload: 4 tasks on threads", "  add: 4 tasks", "    0: {}");
    assertThat(services.overrides.getLast().sets()).containsExactly("a=1");
    var json = run("validate", "sums.conf", "--json").json();
    assertThat(json.get("tasks").intValue()).isEqualTo(4);
    assertThat(json.get("errors")).isEmpty();
    assertThat(services.runs).isEmpty();
  }

  @Test
  void listsAndExplainsKinds() throws Exception {
    assertThat(run("kinds").outLines()).anyMatch(line -> line.matches("primes +counts .*"));
    assertThat(run("kinds", "primes").out()).contains("parameters:", "limit", "required");
    assertThat(run("kinds", "--json").json().get("kinds")).hasSizeGreaterThan(3);
    var unknown = run("kinds", "prime");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no kind prime", "primes");
  }

  @Test
  void refusesFaultsThatThereAreNot() {
    for (var faults : List.of("nonsense", "kill,nonsense")) {
      var refused = run("compare", "sums.conf", "--fault", faults);
      assertThat(refused.exitCode()).as(faults).isEqualTo(2);
      assertThat(refused.err()).contains("is no fault; there are kill and heap");
    }
  }

  @Test
  void listsRunsByHowTheyStand() throws Exception {
    var now = Instant.now();
    var ended = storeEnded("ended", now.minusSeconds(60));
    var died = store("died", now.minusSeconds(30));
    died.close();
    try (var running = store("running", now)) {
      assertThat(run("runs", "list").outLines())
          .extracting(line -> line.replaceAll(" +", " "))
          .containsExactly(
              running.id() + " running",
              died.id() + " died",
              ended.id() + " completed 4 of 4 tasks 1.00 s");
      var json = run("runs", "list", "--json").json().get("runs");
      assertThat(json).hasSize(3);
      assertThat(json.get(1).get("state").textValue()).isEqualTo("died");
    }
  }

  @Test
  void showsARun() throws Exception {
    var ended = storeEnded("ended", Instant.now());
    var shown = run("runs", "show", "last");
    assertThat(shown.outLines()).startsWith("sum  10", "sums completed after 1.00 s");
    assertThat(run("runs", "show", ended.id().value(), "--json").json().get("end").textValue())
        .isEqualTo("completed");
    assertThat(run("runs", "show", "nothing").exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatAStoredReportIsDamaged() throws Exception {
    var ended = storeEnded("ended", Instant.now());
    JsonFile.write(ended.report(), Fields.of("end", Value.of("completed")));
    var shown = run("runs", "show", "last");
    assertThat(shown.exitCode()).isEqualTo(2);
    assertThat(shown.err()).contains("is damaged", "run");
  }

  @Test
  void prunesOldRunsAndSaysWhatItDeletes() throws Exception {
    var old = storeEnded("old", Instant.now().minus(Duration.ofDays(40)));
    var recent = storeEnded("recent", Instant.now());
    var trial = run("runs", "prune", "--older-than", "30d", "--dry-run");
    assertThat(trial.out()).contains(old.path().toString(), "would delete 1 run");
    assertThat(old.path()).exists();
    var json = run("runs", "prune", "--older-than", "30d", "--json").json();
    assertThat(json.get("removed").get(0).get("path").textValue()).isEqualTo(old.path().toString());
    assertThat(old.path()).doesNotExist();
    assertThat(recent.path()).exists();
  }

  @Test
  void prunesNothingUnlessToldWhat() {
    assertThat(run("runs", "prune").err()).contains("--older-than", "--keep");
    assertThat(run("runs", "prune", "--older-than", "soon").err()).contains("7d");
    assertThat(run("runs", "prune", "--keep", "-1").exitCode()).isEqualTo(2);
  }

  @Test
  void cleansCachesAndErrorLogsButNoRuns() throws Exception {
    var ended = storeEnded("ended", Instant.now());
    var cache = directory.resolve(".cache/thresher/aot/1-1");
    Files.createDirectories(cache);
    Files.write(cache.resolve("coordinator.aot"), new byte[2048]);
    services.fault = java.util.Optional.of(new IllegalStateException("broken"));
    run("run", "sums.conf");
    var errors = directory.resolve("state/thresher/errors");
    assertThat(errors).isNotEmptyDirectory();
    assertThat(run("clean", "--dry-run").out()).contains("2.00 KiB", cache.toString(), "would");
    assertThat(cache).exists();
    var killed =
        RunDirectory.createForExecutor(
            new StateDirectory(directory.resolve("state/thresher")), "killed", Instant.now());
    killed.close();
    var socket = Files.createTempDirectory("thresher-channel-");
    Files.setLastModifiedTime(socket, FileTime.from(Instant.now().minusSeconds(300)));
    assertThat(run("clean").exitCode()).isZero();
    assertThat(killed.path()).doesNotExist();
    assertThat(socket).doesNotExist();
    assertThat(cache).doesNotExist();
    assertThat(errors).isEmptyDirectory();
    assertThat(ended.path()).exists();
  }

  @Test
  void showsSettingsAndWhereTheyComeFrom() throws Exception {
    services.settings =
        new SettingsReading.Known(
            List.of(
                new Setting("thresher.processes.slots", "1", "default"),
                new Setting("thresher.schedule.batch-limit", "8", "sums.conf:3")));
    assertThat(run("config", "show").outLines())
        .containsExactly("thresher.processes.slots = 1", "thresher.schedule.batch-limit = 8");
    assertThat(run("config", "show", "sums.conf", "--origin").outLines())
        .containsExactly(
            "thresher.processes.slots = 1       # default",
            "thresher.schedule.batch-limit = 8  # sums.conf:3");
    assertThat(run("config", "show", "--json").json().get("settings")).hasSize(2);
    var withoutFile = run("config", "show", "--profile", "quick");
    assertThat(withoutFile.exitCode()).isEqualTo(2);
    assertThat(withoutFile.err()).contains("--profile quick: profiles are those of a FILE");
  }

  @Test
  void writesATemplateOnceAndNeverOverAFile() {
    assertThat(run("init").exitCode()).isZero();
    var file = directory.resolve("sweep.conf");
    assertThat(file).content().contains("kind = primes");
    var again = run("init", "sweep");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already");
    assertThat(run("init", "mapreduce", "mine.conf").exitCode()).isZero();
    assertThat(directory.resolve("mine.conf")).exists();
    assertThat(run("init", "mapreduce", "-").out()).contains("reduce {");
    assertThat(run("init", "sweep", "no/such/place.conf").exitCode()).isEqualTo(6);
  }

  @Test
  void writesATemplateForCommands() {
    assertThat(run("init", "command").exitCode()).isZero();
    assertThat(directory.resolve("command.conf")).content().contains("command = [");
  }

  @Test
  void examinesTheMachine() throws Exception {
    var json = run("doctor", "--json").json();
    assertThat(json.get("exitCode").intValue()).isZero();
    assertThat(json.get("checks")).hasSize(10);
    assertThat(run("doctor").outLines()).anyMatch(line -> line.matches("ok +JDK +25.*"));
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void judgesTheMachine() {
    assertThat(Doctor.jdk(21).level()).isEqualTo(Check.Level.FAIL);
    assertThat(Doctor.cores(1).level()).isEqualTo(Check.Level.WARN);
    assertThat(Doctor.memory(new HeapPlan.Machine(128, 2)).level()).isEqualTo(Check.Level.WARN);
    assertThat(Doctor.memory(new HeapPlan.Machine(24_000, 2)).found()).contains("at most 1024");
    assertThat(Doctor.openFiles(new OpenFiles(100), 2).level()).isEqualTo(Check.Level.FAIL);
    assertThat(Doctor.openFiles(new OpenFiles(1024), 2).found()).isEqualTo("up to 1024");
    assertThat(Doctor.writable("x", Path.of("/proc/none")).level()).isEqualTo(Check.Level.FAIL);
  }

  @Test
  void measuresWhatIsNamedInTheOrderOfTheTable() {
    assertThat(run("bench", "w2", "W1b", "--backend", "threads", "--quick").exitCode()).isZero();
    assertThat(services.commands).containsExactly("QUICK [W1B, W2] [THREADS] DIRECT");
  }

  @Test
  void measuresByTheTransportThatIsNamed() {
    assertThat(run("bench", "W2", "--transport", "artery").exitCode()).isZero();
    assertThat(services.commands.getFirst()).endsWith(" ARTERY");
  }

  @Test
  void measuresBesidePeersThatAProgramStarts() {
    assertThat(run("bench", "W7", "--peers", "/bin/sh").exitCode()).isZero();
    assertThat(services.commands.getFirst()).endsWith(" DIRECT beside /bin/sh");
    var none = run("bench", "W7", "--peers", "/nowhere/peers.py");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("/nowhere/peers.py cannot be executed; --peers takes");
    assertThat(services.commands).hasSize(1);
  }

  @Test
  void measuresEverythingIfNothingIsNamed() throws Exception {
    var run = run("bench", "--json");
    assertThat(run.out()).isEqualTo("[]\n");
    assertThat(run.err()).isEqualTo("measuring\n");
    assertThat(services.commands.getFirst())
        .startsWith("FULL [W1, W1B, W2,")
        .endsWith("METG] [THREADS, VIRTUAL_THREADS, PROCESSES] DIRECT");
  }

  @Test
  void refusesToMeasureWhatThereIsNot() {
    var workload = run("bench", "nonsense");
    assertThat(workload.exitCode()).isEqualTo(2);
    assertThat(workload.err())
        .contains("'nonsense' is nothing to measure; there are W1, W1b, W2,", "metg");
    var backend = run("bench", "--backend", "cluster");
    assertThat(backend.exitCode()).isEqualTo(2);
    assertThat(backend.err()).contains("bench cannot measure cluster");
    var transport = run("bench", "--transport", "pigeons");
    assertThat(transport.exitCode()).isEqualTo(2);
    assertThat(transport.err()).contains("'pigeons' is no transport; there are artery, direct");
    assertThat(services.commands).isEmpty();
  }

  @Test
  void aWrongResultIsNoFigure() {
    services.fault = Optional.of(new WrongResults("W2: task 9 gave 0 instead of 10"));
    var run = run("bench", "W2");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("error: wrong results: W2: task 9 gave 0 instead of 10\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void printsACompletionScript(String shell) {
    var run = run("completion", shell);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("--backend", "virtual-threads", "prune", "mapreduce");
  }
}
