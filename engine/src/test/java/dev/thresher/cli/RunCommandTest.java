package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.cli.Services.Reading;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.Value;
import dev.thresher.report.RunEvents;
import dev.thresher.runtime.Staffing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunCommandTest {
  @TempDir Path directory;
  private final FakeServices services = new FakeServices();

  RunCommandTest() {
    services.events = RunEvents.threads();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(services, directory, arguments);
  }

  @Test
  void printsTheResultOnStandardOutputAndTheRestOnStandardError() {
    var run = run("run", "sums.conf");
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines()).containsExactly("sum  10");
    assertThat(run.err())
        .contains("run directory " + RunEvents.DIRECTORY)
        .contains("sums completed after 1.00 s")
        .doesNotContain("\u001b");
  }

  @Test
  void printsExactlyOneJsonObject() throws Exception {
    var json = run("run", "sums.conf", "--json").json();
    assertThat(json.get("workload").textValue()).isEqualTo("sums");
    assertThat(json.get("file").textValue()).isEqualTo("sums.conf");
    assertThat(json.get("tasks").get("completed").intValue()).isEqualTo(4);
    assertThat(json.get("result").get("sum").intValue()).isEqualTo(10);
    assertThat(json.get("workers")).hasSize(2);
    assertThat(json.get("exitCode").intValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource(RunEnd.class)
  void returnsTheExitCodeOfTheRunAndSaysItInJson(RunEnd end) throws Exception {
    var events = new ArrayList<RunEvent>(RunEvents.threads());
    events.set(events.size() - 1, RunEvents.ended(1, end, "", Value.Absent.ABSENT));
    services.events = events;
    var run = run("run", "sums.conf", "--json");
    assertThat(run.exitCode()).isEqualTo(end.exitCode());
    assertThat(run.json().get("exitCode").intValue()).isEqualTo(end.exitCode());
  }

  @Test
  void listsFailuresWithTheirLogs() {
    services.events = RunEvents.processesWithFailures();
    var run = run("run", "sums.conf");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("2 × java.lang.NumberFormatException: For input string \"x\"")
        .contains("log: " + RunEvents.DIRECTORY + "/logs/coordinator.log");
  }

  @Test
  void handsTheOptionsOn() {
    run(
        "run",
        "sums.conf",
        "--backend",
        "processes",
        "-j",
        "3",
        "--set",
        "a=1",
        "--set",
        "b=x=y, z",
        "--profile",
        "quick",
        "--profile",
        "mine",
        "--halt",
        "now,fail=2.5%",
        "--show-output",
        "--overwrite",
        "--run-dir",
        "here");
    var asked = services.overrides.getFirst();
    assertThat(asked.sets())
        .containsExactly("a=1", "b=x=y, z", "halt.failures=2.5%", "halt.running=stop");
    assertThat(asked.profiles()).containsExactly("quick", "mine");
    assertThat(asked.backend()).hasValue(BackendKind.PROCESSES);
    assertThat(asked.workers()).hasValue(3);
    var options = services.runs.getFirst();
    assertThat(options.showOutput()).isTrue();
    assertThat(options.overwriteOutputs()).isTrue();
    assertThat(options.runDirectory()).hasValue(directory.resolve("here"));
  }

  @Test
  void saysHowToWriteAHalt() {
    for (var typed : List.of("now", "soon,fail=0", "later,fail=3", "soon,fail=3x", "fail=3")) {
      var ended = run("run", "sums.conf", "--halt", typed);
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .contains("'" + typed + "' must be such as soon,fail=10 or now,fail=2.5%");
    }
  }

  @Test
  void printsAllComplaintsAboutAFileAndStartsNothing() throws Exception {
    services.reading =
        new Reading.Refused(
            List.of(
                new Complaint(
                    Optional.of("sums.conf"),
                    OptionalInt.of(3),
                    Optional.empty(),
                    "unknown key \"worker\"",
                    Optional.of("workers")),
                Complaint.aboutArgument("--set a=1", "no such parameter")));
    var run = run("run", "sums.conf", "--json");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "error: sums.conf:3: unknown key \"worker\"; did you mean \"workers\"?",
            "error: --set a=1: no such parameter");
    var errors = run.json().get("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0).get("line").intValue()).isEqualTo(3);
    assertThat(errors.get(1).get("argument").textValue()).isEqualTo("--set a=1");
    assertThat(run.json().get("exitCode").intValue()).isEqualTo(2);
    assertThat(services.runs).isEmpty();
  }

  @Test
  void refusesAnOutputThatExistsBeforeAnythingStarts() throws Exception {
    var taken = Files.writeString(directory.resolve("taken.csv"), "precious");
    services.writesTo(taken);
    var run = run("run", "sums.conf");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("sums.conf:7: output " + taken + " exists already", "--overwrite");
    assertThat(services.runs).isEmpty();
    assertThat(run("run", "sums.conf", "--overwrite").exitCode()).isZero();
  }

  @Test
  void refusesWhatTheMachineCannotDoBeforeAnythingStarts() {
    services.staffing = new Staffing.Refused("64 worker processes do not fit");
    assertThat(run("run", "sums.conf", "-j", "64"))
        .satisfies(run -> {
          assertThat(run.exitCode()).isEqualTo(2);
          assertThat(run.err()).isEqualTo("error: --workers 64: 64 worker processes do not fit\n");
        });
    assertThat(run("run", "sums.conf").err())
        .isEqualTo("error: sums.conf: 64 worker processes do not fit\n");
    assertThat(services.runs).isEmpty();
  }

  @Test
  void refusesARunDirectoryThatHoldsSomething() throws Exception {
    Files.writeString(directory.resolve("file"), "");
    var run = run("run", "sums.conf", "--run-dir", ".");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--run-dir", "is not empty");
  }

  @Test
  void saysWhichDirectoryCannotBeWrittenTo() throws Exception {
    services.fault = Optional.of(new UncheckedIOException(new AccessDeniedException("/state")));
    var run = run("run", "sums.conf", "--json");
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("error: /state: permission denied");
    assertThat(run.json().get("exitCode").intValue()).isEqualTo(6);
  }

  @Test
  void keepsTheStackTraceOfAnInternalErrorInALog() throws Exception {
    services.fault = Optional.of(new IllegalStateException("broken\n\u001b[31m"));
    var run = run("run", "sums.conf", "--json");
    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("internal error", "broken\\n\\u001b[31m");
    var log = Path.of(run.err().strip().replaceAll(".*the log in ", ""));
    assertThat(log).content().contains("at dev.thresher.cli.RunCommandTest");
    assertThat(run.json().get("exitCode").intValue()).isEqualTo(70);
    assertThat(run("run", "sums.conf", "-v").err()).contains("at dev.thresher.cli");
  }

  @Test
  void saysNothingButTheResultWhenQuiet() {
    var run = run("run", "sums.conf", "-q");
    assertThat(run.outLines()).containsExactly("sum  10");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsNoticesOnALineEachWithControlCharactersWrittenOut() {
    var events = new ArrayList<RunEvent>(RunEvents.threads());
    events.add(1, new Notice(0, "two\nlines \u001b[2J"));
    services.events = events;
    assertThat(run("run", "sums.conf").err().lines()).contains("two\\nlines \\u001b[2J");
  }

  @Test
  void leavesNoFrameBehindOnATerminal() {
    var terminal = new Terminal(true, false);
    var run = CommandRun.of(services, directory, terminal, "run", "sums.conf");
    var last = run.err().lastIndexOf("\u001b[");
    assertThat(run.err().substring(Math.max(0, last))).contains("sums completed");
  }

  @Test
  void refusesNonsenseOnTheCommandLineWithASentence() {
    for (var line :
        List.of(
            List.of("run"),
            List.of("run", "a.conf", "b.conf"),
            List.of("run", "a.conf", "--workers", "0"),
            List.of("run", "a.conf", "--workers", "many"),
            List.of("run", "a.conf", "--backend", "thread"),
            List.of("run", "a.conf", "--verbos"),
            List.of("runn", "a.conf"),
            List.of())) {
      var run = run(line.toArray(String[]::new));
      assertThat(run.exitCode()).as(line.toString()).isEqualTo(2);
      assertThat(run.err().lines()).as(line.toString()).hasSize(1);
      assertThat(run.out()).isEmpty();
    }
    assertThat(run("run", "a.conf", "--backend", "thread").err())
        .contains("threads, virtual-threads, processes, cluster");
    assertThat(run("rnu", "a.conf").err())
        .isEqualTo("error: unknown verb rnu (see thresher --help); did you mean \"run\"?\n");
    assertThat(run("run", "a.conf", "--verbos").err())
        .contains("unknown option --verbos (see thresher run --help); did you mean \"--verbose\"?");
    assertThat(run("run", "a.conf", "b.conf").err()).contains("unexpected argument b.conf");
  }

  @Test
  void answersABadCommandLineInJsonToo() throws Exception {
    var run = run("run", "--json", "--nonsense", "a.conf");
    assertThat(run.json().get("exitCode").intValue()).isEqualTo(2);
    assertThat(run.json().get("errors")).hasSize(1);
  }

  @Test
  void takesAFileNamedLikeAnArgumentFileAsAFile() throws IOException {
    Files.writeString(directory.resolve("args"), "--json");
    assertThat(run("run", "@args").exitCode()).isZero();
  }
}
