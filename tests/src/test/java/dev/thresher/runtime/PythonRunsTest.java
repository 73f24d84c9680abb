package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.scenario.Runs;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Python tasks that misbehave, in whole runs. */
@Timeout(120)
class PythonRunsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  private Plan plan(String module, String workload) throws IOException {
    Files.writeString(directory.resolve("m.py"), module);
    Files.writeString(directory.resolve("w.conf"), workload);
    var none = new Overrides(List.of(), Optional.empty(), OptionalInt.empty());
    return switch (new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory)
        .load(directory.resolve("w.conf"), none)) {
      case Loaded.Ready ready -> ready.plan();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints);
    };
  }

  @Test
  void aTaskThatHangsIsKilledAndItsNeighboursGoOn() throws Exception {
    hangOn(BackendKind.PROCESSES);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"THREADS", "VIRTUAL_THREADS"})
  void aTaskThatHangsIsKilledOnThreadsToo(BackendKind backend) throws Exception {
    hangOn(backend);
  }

  private void hangOn(BackendKind backend) throws Exception {
    var plan =
        plan(
            """
            import time
            def f(i):
                while i == 2:
                    pass
                return i
            """,
            "on-error = skip\neach { i = 1..4 }\ntask { python = \"m:f\", deadline = 6s }\noutput = out.csv");
    var run = Runs.run(plan, backend, 2, directory.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.FAILED);
    assertThat(Files.readString(directory.resolve("out.csv"))).isEqualTo("i,f\n1,1\n3,3\n4,4\n");
    assertNoInterpreterIsLeft();
  }

  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"THREADS", "PROCESSES"})
  void whatATaskPrintsIsInItsLog(BackendKind backend) throws Exception {
    var plan =
        plan(
            """
            import os, sys
            def f(i):
                print("out", i)
                os.write(1, b"low %d\\n" % i)
                print("err", i, file=sys.stderr)
                os.system("echo child %d" % i)
                return i
            """,
            "each { i = 1..3 }\ntask { python = \"m:f\" }");
    var run = Runs.run(plan, backend, 2, directory.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    for (int i = 1; i <= 3; i++) {
      assertThat(log(i - 1).lines())
          .containsExactlyInAnyOrder("out " + i, "low " + i, "err " + i, "child " + i);
    }
  }

  private String log(int index) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("run"))) {
      var log =
          files.filter(file -> file.endsWith("0-" + index + ".log")).findFirst().orElseThrow();
      return Files.readString(log);
    }
  }

  @Tag("slow")
  @Test
  void interpretersEndWithAWorkerThatIsKilled() throws Exception {
    var plan =
        plan(
            """
            import os, time
            def f(i):
                with open("%s/" + str(os.getpid()), "w"):
                    pass
                while not os.path.exists("%s"):
                    pass
                return i
            """
                .formatted(
                    Files.createDirectory(directory.resolve("pids")), directory.resolve("go")),
            "each { i = 1..2 }\ntask { python = \"m:f\" }");
    var run = Runs.start(plan, BackendKind.PROCESSES, 2, directory.resolve("run"), Runs.settings());
    await().atMost(Duration.ofSeconds(60)).until(() -> pids().size() == 2);
    var before = pids();
    for (long worker : run.pids()) {
      ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
    }
    await().atMost(SOON).until(() -> before.stream().noneMatch(PythonRunsTest::lives));
    Files.createFile(directory.resolve("go"));
    assertThat(run.await().end().end()).isEqualTo(RunEnd.COMPLETED);
    assertThat(run.all(RunEvent.WorkerUp.class)).hasSizeGreaterThan(2);
  }

  private List<Long> pids() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("pids"))) {
      return files.map(file -> Long.parseLong(file.getFileName().toString())).toList();
    }
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private void assertNoInterpreterIsLeft() {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    ProcessHandle.allProcesses()
                        .filter(process ->
                            process
                                .info()
                                .arguments()
                                .map(List::of)
                                .orElse(List.of())
                                .contains(directory.toString())))
                .isEmpty());
  }
}
