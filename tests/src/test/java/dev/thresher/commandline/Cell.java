package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.commandline.CrashOnce.Order;
import dev.thresher.journal.Entry;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.model.Value.Fields;
import dev.thresher.protocol.TaskResult;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One run of commands on the real command line that is hit at one moment. Three witnesses: a file
 * into which each task writes a line before anything else, the ledger, and the output.
 */
final class Cell {
  static final int TASKS = 60;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration PROMISE = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final Path directory;
  private final String backend;
  private final Path witness;
  private final Path victim;

  Cell(Path directory, String backend, boolean mayStartTwice) throws IOException {
    this.directory = directory;
    this.backend = backend;
    this.witness = directory.resolve("witness");
    this.victim = directory.resolve("victim");
    Files.writeString(
        directory.resolve("w.conf"),
        """
        name = w
        workers = 2
        on-error = collect
        engine.processes.lease = %d s
        each { i = 1..%d }
        task { command = [sh, -c, "echo {i} >> %s; sleep 0.005; echo {i}"], idempotent = %s }
        output = out.csv
        """
            .formatted(LEASE.toSeconds(), TASKS, witness, mayStartTwice));
  }

  private CommandLine start(Map<String, String> environment, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("run", "w.conf", "--backend", backend));
    arguments.addAll(List.of("--run-dir", CommandLine.RUN_DIRECTORY, "--no-progress"));
    arguments.addAll(List.of(more));
    return CommandLine.start(directory, environment, arguments.toArray(String[]::new));
  }

  /** Runs until the coordinator has been ended at that moment. */
  void crash(Order order, String... more) throws Exception {
    Files.deleteIfExists(victim);
    try (var run = start(CrashOnce.environment(order, victim), more)) {
      run.crashes(137, PROMISE);
    }
    assertThat(victim).as("the moment was reached").exists();
  }

  /** Runs to the end, with an exit code of these. */
  void finish(List<Integer> exitCodes, String... more) throws Exception {
    try (var run = start(Map.of(), more)) {
      run.endsCleanly(exitCodes);
    }
  }

  /** Runs to the end while a process is hit; one that is stopped goes on after that time. */
  void finish(Order order, Duration stopped, List<Integer> exitCodes) throws Exception {
    try (var run = start(CrashOnce.environment(order, victim))) {
      await("the moment is reached").atMost(LONG).until(() -> hasVictim());
      if (order.blow() == CrashOnce.Blow.STOP) {
        Thread.sleep(stopped);
        // Gone already if its lease was over; then there is nothing to go on.
        new ProcessBuilder("kill", "-CONT", Files.readString(victim)).start().waitFor();
      }
      run.endsCleanly(exitCodes);
    }
  }

  private boolean hasVictim() throws IOException {
    return Files.exists(victim) && !Files.readString(victim).isEmpty();
  }

  String err() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  private Path runDirectory() {
    return directory.resolve(CommandLine.RUN_DIRECTORY);
  }

  /** How often each task has really started. */
  Map<Integer, Long> starts() throws IOException {
    return Files.readAllLines(witness).stream()
        .map(Integer::valueOf)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** How often each task has been committed, over all lives of the run. */
  Map<Long, Long> commits() throws IOException {
    var indices = new ArrayList<Long>();
    var codec = new LedgerCodec(PayloadCodec.keeping(runDirectory().resolve("blobs")));
    LedgerFile.look(
        RunDirectory.ledgerIn(runDirectory()),
        codec,
        entry -> {
          if (entry instanceof Entry.Committed committed) {
            committed.results().stream().map(TaskResult::index).forEach(indices::add);
          }
        });
    return indices.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  long tasks(String count) throws IOException {
    Fields report = JsonFile.read(runDirectory().resolve("report.json"));
    return report.get("tasks").asFields().whole(count);
  }

  List<String> output() throws IOException {
    return Files.readAllLines(directory.resolve("out.csv"));
  }

  /** Nothing lost, nothing committed twice, and the output is what an undisturbed run writes. */
  void assertWholeAndCommittedOnce() throws IOException {
    assertThat(tasks("completed")).isEqualTo(TASKS);
    assertThat(starts()).hasSize(TASKS);
    assertThat(commits()).hasSize(TASKS).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    assertThat(output()).hasSize(TASKS + 1);
    for (int i = 1; i <= TASKS; i++) {
      assertThat(output().get(i)).startsWith(i + ",");
    }
  }

  /** The same of a run whose tasks may not start twice: some of them may not be known. */
  void assertNothingStartedTwice() throws IOException {
    assertThat(starts().values()).allMatch(times -> times == 1);
    assertThat(tasks("completed") + tasks("failed")).isEqualTo(TASKS);
    assertThat(commits()).hasSize(TASKS).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
  }
}
