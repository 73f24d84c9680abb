package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the command line ends, no process, no port and no file in shared places is left. */
@Timeout(120)
class NothingIsLeftTest {
  private static final int WORKERS = 2;

  /** What the engine promises for the end of workers whose coordinator is killed. */
  private static final Duration PROMISE = Duration.ofSeconds(2);

  @TempDir Path directory;

  @BeforeEach
  void writeAWorkload() throws IOException {
    Files.writeString(
        directory.resolve("naps.conf"),
        """
        name = naps
        params {
          millis = 50
          tasks = 10
        }
        task {
          kind = sleep
        }
        """);
  }

  private CommandLine run(String backend, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("run", "naps.conf", "--backend", backend));
    arguments.addAll(List.of("--workers", Integer.toString(WORKERS)));
    arguments.addAll(List.of("--run-dir", CommandLine.RUN_DIRECTORY));
    arguments.addAll(List.of(more));
    return CommandLine.start(directory, arguments.toArray(String[]::new));
  }

  private CommandLine longRun(String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("--set", "tasks=100000"));
    arguments.addAll(List.of(more));
    var run = run("processes", arguments.toArray(String[]::new));
    run.awaitWorkers(WORKERS);
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual-threads", "processes"})
  void afterARunThatCompletes(String backend) throws Exception {
    try (var run = run(backend)) {
      run.endsCleanly(0);
      assertThat(run.out()).contains("slept").contains("500");
    }
  }

  @Test
  void afterOneCtrlC() throws Exception {
    try (var run = longRun()) {
      run.signal("INT");
      run.endsCleanly(130);
    }
  }

  @Tag("slow")
  @Test
  void afterTwoCtrlC() throws Exception {
    try (var run = run("processes", "--set", "tasks=4", "--set", "millis=600000")) {
      run.awaitWorkers(WORKERS);
      run.signal("INT");
      run.signal("INT");
      run.endsCleanly(130);
    }
  }

  @Tag("slow")
  @Test
  void afterSigterm() throws Exception {
    try (var run = longRun()) {
      run.signal("TERM");
      run.endsCleanly(143);
    }
  }

  @Tag("slow")
  @Test
  void afterTheCoordinatorIsKilled() throws Exception {
    try (var run = longRun()) {
      assertThat(run.children()).hasSize(WORKERS);
      run.dies(PROMISE);
    }
  }

  /** A path that is too long for a socket; each run has a directory of its own for its state. */
  @Tag("slow")
  @Test
  void afterTheCoordinatorOfASocketAmongTheTemporaryFilesIsKilled() throws Exception {
    var deep = Files.createDirectories(directory.resolve("deep".repeat(25)));
    Files.copy(directory.resolve("naps.conf"), deep.resolve("naps.conf"));
    directory = deep;
    try (var run = longRun()) {
      assertThat(run.children()).hasSize(WORKERS);
      run.dies(PROMISE);
    }
  }

  /** With its workers, the JVM that it compares with, and CPython's pools. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void afterABenchIsToldToEnd(String signal, int exitCode) throws Exception {
    try (var bench = CommandLine.start(directory, "bench", "W1", "--backend", "processes")) {
      while (bench.children().size() <= WORKERS) {
        assertThat(bench.lives(50)).as("stderr: %s", bench.err()).isTrue();
      }
      bench.signal(signal);
      bench.crashes(exitCode, PROMISE.multipliedBy(5));
    }
  }

  @Tag("slow")
  @Test
  void afterATaskThatFails() throws Exception {
    try (var run = run("processes", "--set", "task.deadline=10ms", "--set", "tasks=2")) {
      run.endsCleanly(1);
      assertThat(run.err()).contains("TIMED_OUT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-file.conf", "."})
  void afterAFileThatCannotBeRead(String file) throws Exception {
    try (var run = CommandLine.start(directory, "run", file)) {
      run.endsCleanly(2);
      assertThat(run.err()).contains("error").doesNotContain("\tat ");
    }
  }

  @Test
  void theWatchSeesAFile() throws Exception {
    var file = Path.of("/dev/shm", "thresher-left-" + ProcessHandle.current().pid());
    try (var run = run("threads")) {
      Files.createFile(file);
      assertThatThrownBy(() -> run.endsCleanly(0)).hasMessageContaining(file.toString());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Tag("slow")
  @Test
  void theWatchSeesAWorkerAndItsPort() throws Exception {
    try (var run = longRun("--transport", "artery")) {
      var one = run.children().iterator().next().toString();
      var watch = Leftovers.watch("THRESHER_TEST_MARK=", directory);
      assertThatThrownBy(watch::assertNone)
          .hasMessageContaining("process " + one)
          .hasMessageMatching("(?s).*listening on \\[\\d+].*");
    }
  }
}
