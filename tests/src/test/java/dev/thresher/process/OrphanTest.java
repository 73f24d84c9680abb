package dev.thresher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.launch.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
  /** What the engine promises. */
  private static final Duration PROMISE = Duration.ofSeconds(2);

  @TempDir Path directory;

  @Test
  void noWorkerOutlivesAKilledCoordinatorByTwoSeconds() throws IOException {
    var coordinator = startCoordinator();
    List<ProcessHandle> workers = List.of();
    try {
      workers = workersOf(coordinator);
      assertThat(workers).hasSize(2).allMatch(OrphanTest::runs);
      coordinator.destroyForcibly();
      var alive = workers;
      await().atMost(PROMISE).until(() -> alive.stream().noneMatch(OrphanTest::runs));
    } finally {
      coordinator.destroyForcibly();
      workers.forEach(ProcessHandle::destroyForcibly);
    }
  }

  // A zombie has ended; when the system's first process takes notice of an orphan's end is its own
  // affair, and may take seconds.
  private static boolean runs(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  private Process startCoordinator() throws IOException {
    var installation = Installation.current();
    var command = new ArrayList<String>();
    command.add(installation.java().toString());
    command.addAll(installation.jvmFlags());
    command.addAll(List.of("-Xmx256m", "-cp", installation.classPath()));
    command.addAll(List.of(CoordinatorProcess.class.getName(), directory.toString()));
    return new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start();
  }

  private static List<ProcessHandle> workersOf(Process coordinator) throws IOException {
    var out =
        new BufferedReader(
            new InputStreamReader(coordinator.getInputStream(), StandardCharsets.UTF_8));
    var line = out.readLine();
    assertThat(line).as("the pids").isNotNull();
    return Arrays.stream(line.split(" "))
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }
}
