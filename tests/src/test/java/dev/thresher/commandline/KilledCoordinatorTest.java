package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The coordinator is killed in the middle of a run, several times, and the run is resumed. What
 * really ran is told by a file into which each task writes a line before anything else.
 */
@Timeout(240)
class KilledCoordinatorTest {
  private static final int TASKS = 300;
  private static final int KILLS = 3;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration PROMISE = Duration.ofSeconds(5);

  @TempDir Path directory;
  private Path witness;

  @BeforeEach
  void nameTheWitness() {
    witness = directory.resolve("witness");
  }

  private void write(String more) throws IOException {
    Files.writeString(
        directory.resolve("w.conf"),
        """
        name = w
        workers = 2
        each { i = 1..%d }
        task { command = [sh, -c, "echo {i} >> %s; sleep 0.005; echo {i}"]%s }
        output = out.csv
        """
            .formatted(TASKS, witness, more));
  }

  private CommandLine run(String backend, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("run", "w.conf", "--backend", backend));
    arguments.addAll(List.of("--run-dir", CommandLine.RUN_DIRECTORY, "--no-progress"));
    arguments.addAll(List.of(more));
    return CommandLine.start(directory, arguments.toArray(String[]::new));
  }

  private List<Integer> ran() throws IOException {
    return Files.exists(witness)
        ? Files.readAllLines(witness).stream().map(Integer::valueOf).toList()
        : List.of();
  }

  private Map<Integer, Long> timesRun() throws IOException {
    return ran().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private void awaitMore(int tasks) throws IOException {
    int before = ran().size();
    await().atMost(LONG).until(() -> ran().size() >= Math.min(TASKS - 20, before + tasks));
  }

  private void killSeveralTimes(String backend, SplittableRandom random) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      try (var run = kill == 0 ? run(backend) : run(backend, "--resume")) {
        awaitMore(random.nextInt(15, 80));
        run.dies(PROMISE);
      }
    }
  }

  private Fields report() throws IOException {
    return JsonFile.read(directory.resolve(CommandLine.RUN_DIRECTORY).resolve("report.json"));
  }

  private long tasks(String count) throws IOException {
    return report().get("tasks").asFields().whole(count);
  }

  @Tag("slow")
  @Test
  void nothingThatWasCommittedIsLostOrRunAgain() throws Exception {
    assertNothingIsLostOrRunAgain("processes");
  }

  @Tag("slow")
  @Test
  void onThreadsNothingThatWasCommittedIsLostOrRunAgain() throws Exception {
    assertNothingIsLostOrRunAgain("threads");
  }

  private void assertNothingIsLostOrRunAgain(String backend) throws Exception {
    write(", idempotent = true");
    killSeveralTimes(backend, new SplittableRandom(1));
    try (var run = run(backend, "--resume")) {
      run.endsCleanly(0);
    }
    assertThat(Files.readString(directory.resolve("out.csv")).lines().skip(1))
        .hasSize(TASKS)
        .allSatisfy(row -> assertThat(row).matches("(\\d+),.*"));
    assertThat(timesRun().keySet()).hasSize(TASKS);
    assertThat(tasks("completed")).isEqualTo(TASKS);
    assertThat(tasks("kept")).isPositive();
    // What was under way or not yet on disk at a kill may run again: two slots and their results.
    assertThat(ran().size() - TASKS).isLessThan(KILLS * 64);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void whatMayStartOnceNeverStartsTwiceUnlessAPersonSaysSo(String backend) throws Exception {
    write("");
    killSeveralTimes(backend, new SplittableRandom(2));
    try (var run = run(backend, "--resume")) {
      await().atMost(LONG).until(() -> Files.exists(reportFile()));
      run.endsCleanly(1);
    }
    assertThat(timesRun().values()).allMatch(times -> times == 1);
    long unknown = tasks("failed");
    assertThat(tasks("completed") + unknown).isEqualTo(TASKS);
    assertThat(unknown).isPositive();
    var before = new HashSet<>(ran());
    try (var run = run(backend, "--resume", "--retry-unknown")) {
      run.endsCleanly(0);
    }
    assertThat(timesRun().keySet()).hasSize(TASKS);
    assertThat(ran().size() - before.size()).isEqualTo((int) unknown);
    assertThat(tasks("completed")).isEqualTo(TASKS);
    assertThat(report().get("tasks").asFields().find("kept")).contains(Value.of(TASKS - unknown));
  }

  private Path reportFile() {
    return directory.resolve(CommandLine.RUN_DIRECTORY).resolve("report.json");
  }
}
