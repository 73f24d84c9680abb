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
import java.util.HashMap;
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
  private final int tasks;
  private final Path witness;
  private final Path victim;
  private List<String> under = List.of();
  private Map<String, String> surroundings = Map.of();

  Cell(Path directory, String backend, boolean mayStartTwice) throws IOException {
    this(directory, backend, mayStartTwice, TASKS);
  }

  Cell(Path directory, String backend, boolean mayStartTwice, int tasks) throws IOException {
    this(directory, directory.resolve("witness"), backend, mayStartTwice, tasks);
  }

  /**
   * @param witness may lie on another file system than the run
   */
  Cell(Path directory, Path witness, String backend, boolean mayStartTwice, int tasks)
      throws IOException {
    this.directory = directory;
    this.backend = backend;
    this.tasks = tasks;
    this.witness = witness;
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
            .formatted(LEASE.toSeconds(), tasks, witness, mayStartTwice));
  }

  /** A run that is left to somebody else. */
  CommandLine start(String... more) throws IOException {
    return start(Map.of(), more);
  }

  /** From now on the command line is started by that program, with these variables. */
  Cell under(List<String> program, Map<String, String> environment) {
    under = program;
    surroundings = environment;
    return this;
  }

  private CommandLine start(Map<String, String> environment, String... more) throws IOException {
    var variables = new HashMap<>(surroundings);
    variables.putAll(environment);
    var arguments = new ArrayList<>(List.of("run", "w.conf", "--backend", backend));
    arguments.addAll(List.of("--run-dir", CommandLine.RUN_DIRECTORY, "--no-progress"));
    arguments.addAll(List.of(more));
    return CommandLine.startUnder(under, directory, variables, arguments);
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

  /** How many tasks have begun. */
  long begun() throws IOException {
    if (!Files.exists(witness)) {
      return 0;
    }
    try (var lines = Files.lines(witness)) {
      return lines.count();
    }
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
    assertWhole();
    assertThat(commits().values()).hasSize(tasks).allMatch(times -> times == 1);
  }

  /** The same of a run that was asked to try again what had failed. */
  void assertWhole() throws IOException {
    assertThat(tasks("completed")).isEqualTo(tasks);
    assertThat(starts()).hasSize(tasks);
    assertThat(output()).hasSize(tasks + 1);
    for (int i = 1; i <= tasks; i++) {
      assertThat(output().get(i)).startsWith(i + ",");
    }
  }

  /** The same of a run whose tasks may not start twice: some of them may not be known. */
  void assertNothingStartedTwice() throws IOException {
    assertThat(starts().values()).allMatch(times -> times == 1);
    assertThat(tasks("completed") + tasks("failed")).isEqualTo(tasks);
    assertThat(commits()).hasSize(tasks).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
  }
}
