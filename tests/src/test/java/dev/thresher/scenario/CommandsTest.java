package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Programs of the host as tasks, wherever their workers live. */
@Timeout(120)
class CommandsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Plan plan(String text) throws IOException {
    return switch (loaded(text)) {
      case Loaded.Ready ready -> ready.plan();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }

  private Loaded loaded(String text) throws IOException {
    var file = Files.writeString(directory.resolve("w.conf"), text.replace("DIR", "" + directory));
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords())
        .load(file, new Overrides(List.of(), Optional.empty(), OptionalInt.empty()));
  }

  private Runs.Run run(String text, BackendKind backend) throws Exception {
    return Runs.run(plan(text), backend, 2, directory.resolve("run"));
  }

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void eachTaskPublishesTheFileThatItsCommandMade(BackendKind backend) throws Exception {
    for (var name : List.of("a b", "$(touch hacked)", "é'\"", "-n")) {
      Files.writeString(directory.resolve(name + ".txt"), name + "\nend\n");
    }
    var run =
        run(
            """
            each { text.files = "*.txt" }
            task { command = [sort, -r, "{text}", -o, "{out}"], retries = 1 }
            output = "DIR/made/{text.stem}.out"
            """,
            backend);
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(directory.resolve("made/$(touch hacked).out")).hasContent("end\n$(touch hacked)\n");
    assertThat(directory.resolve("made")).isDirectoryNotContaining("glob:**.part");
    try (var made = Files.list(directory.resolve("made"))) {
      assertThat(made).hasSize(4);
    }
    assertThat(run.end().outputs()).containsExactly(directory.resolve("made"));
    assertThat(directory.resolve("run/staging")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "PROCESSES"})
  void whatACommandPrintsIsItsResultOrItsLog(BackendKind backend) throws Exception {
    var run =
        run(
            """
            each { n = [0.10, 007] }
            task { command = [sh, -c, "echo out $1; echo err >&2", x, "{n}"], capture = stdout }
            """,
            backend);
    var table = run.end().result().asFields().get("table").asSequence();
    assertThat(table)
        .extracting(row -> row.asFields().text("stdout"))
        .containsExactly("out 0.10", "out 007");
    assertThat(directory.resolve("run/logs/tasks/0-1.log")).hasContent("err");
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "PROCESSES"})
  void aFailureIsRetriedUnlessItIsFinal(BackendKind backend) throws Exception {
    var run =
        run(
            """
            each { code = [0, 3, 75, 9] }
            on-error = collect
            task {
              command = "echo code $code; test $THRESHER_ATTEMPT = 2 || exit $code"
              shell = true
              retries = 1
              exit-codes { retry = 75, ignore = 3 }
            }
            """,
            backend);
    var failures =
        run.events().stream()
            .filter(TaskFailed.class::isInstance)
            .map(TaskFailed.class::cast)
            .toList();
    assertThat(failures)
        .singleElement()
        .satisfies(failed -> {
          assertThat(failed.task().index()).isEqualTo(3);
          assertThat(failed.attempt()).isEqualTo(1);
          var failure = ((Outcome.Failed) failed.outcome()).failure();
          assertThat(failure.headline())
              .isEqualTo("FINAL_EXIT_CODE: /bin/sh ended with exit code 9; it said: code 9");
        });
    assertThat(run.events().stream().filter(TaskRetried.class::isInstance))
        .extracting(event -> ((TaskRetried) event).task().index())
        .containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "PROCESSES"})
  void theDeadlineEndsAllThatTheCommandHasStarted(BackendKind backend) throws Exception {
    var run =
        run(
            """
            task { command = "sleep 1000 & echo $! > DIR/pid; wait", shell = true, deadline = 500ms }
            """,
            backend);
    assertThat(run.end().end()).isEqualTo(RunEnd.FAILED);
    assertThat(run.end().detail()).contains("deadline of 500 ms");
    assertEnded(directory.resolve("pid"));
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "PROCESSES"})
  void cancellingTheRunEndsItsCommands(BackendKind backend) throws Exception {
    var going = goingFor1000Seconds(backend);
    going.handle().cancel("enough");
    assertThat(going.await().end().end()).isEqualTo(RunEnd.INTERRUPTED);
    assertEnded(directory.resolve("pid"));
  }

  @Test
  void aKilledWorkerTakesItsCommandsAlong() throws Exception {
    var going = goingFor1000Seconds(BackendKind.PROCESSES);
    for (long pid : List.copyOf(going.pids())) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    assertEnded(directory.resolve("pid"));
    // A command is never started again unless it may be.
    assertThat(going.await().end().detail()).contains("was lost");
  }

  private Runs.Going goingFor1000Seconds(BackendKind backend) throws Exception {
    var plan =
        plan(
            """
            task { command = "sleep 1000 & echo $! > DIR/new; mv DIR/new DIR/pid; wait", shell = true }
            """);
    var going = Runs.start(plan, backend, 1, directory.resolve("run"), Runs.settings());
    await().atMost(LONG).until(() -> Files.exists(directory.resolve("pid")));
    return going;
  }

  private static void assertEnded(Path file) throws IOException {
    long pid = Long.parseLong(Files.readString(file).strip());
    await().atMost(LONG).until(() -> !isAlive(pid));
  }

  // Who adopts an orphan may be slow to reap it.
  private static boolean isAlive(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void twoTasksWithOneFileAreRefusedBeforeTheRun() throws IOException {
    var refused =
        (Loaded.Refused)
            loaded(
                """
                each { a = [1, 2], b = [1, 2] }
                task { command = [echo, "{a}", "{b}"] }
                output = "DIR/{a}.txt"
                """);
    assertThat(refused.complaints())
        .singleElement()
        .satisfies(complaint ->
            assertThat(complaint.render())
                .contains("w.conf:2: tasks 0 and 1 would both write ", "/1.txt: put more"));
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws Exception {
    var run =
        run(
            """
            task { command = "echo first > DIR/a.txt; echo second > $out", shell = true }
            output = "DIR/a.txt"
            """,
            BackendKind.THREADS);
    assertThat(run.end().end()).isEqualTo(RunEnd.DISK);
    assertThat(directory.resolve("a.txt")).hasContent("first");
  }

  @Test
  void theResultsOfCommandsCanBeCounted() throws Exception {
    var run =
        run(
            """
            each { n = 1..20 }
            task { command = [test, "{n}", -gt, 0], exit-codes { ignore = 1 } }
            reduce { runs = count, worst = max(exit) }
            """,
            BackendKind.THREADS);
    assertThat(run.end().result())
        .isEqualTo(Fields.of("runs", Value.of(20)).with("worst", Value.of(0)));
  }
}
