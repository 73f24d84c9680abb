package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.commandline.CommandLine;
import dev.thresher.journal.Entry;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.protocol.TaskResult;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run on the cluster, and its three witnesses: a file into which each task writes a line before
 * anything else, the ledger, and the output.
 */
final class LabRun implements AutoCloseable {
  private final Path directory;
  private final LabCluster cluster;
  private final int tasks;
  private int lives;
  private CommandLine process;

  /** Starts it. Each task takes that long, unless {@link #hurry} was called before it. */
  LabRun(Path directory, LabCluster cluster, int tasks, double seconds) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.cluster = cluster;
    this.tasks = tasks;
    var work =
        "echo {i} >> %s; test -e %s || sleep %s; printf %%s {i} | sha256sum | cut -c 1-64"
            .formatted(witness(), hurried(), seconds);
    Files.writeString(
        directory.resolve("w.conf"),
        """
        name = w
        each { i = 1..%d }
        task { command = [sh, -c, "%s"], capture = stdout, idempotent = true }
        output = %s
        """
            .formatted(tasks, work, output()));
    this.process = start(LabHost.DESK);
  }

  private CommandLine start(LabHost host, String... more) throws IOException {
    var place = Files.createDirectory(directory.resolve("life" + lives++));
    var arguments = new ArrayList<>(List.of("run", directory.resolve("w.conf").toString()));
    arguments.addAll(List.of("--cluster", LabCluster.coordinator(), "--no-progress", "-j", "2"));
    arguments.addAll(List.of("--identity", cluster.identity(host).toString()));
    arguments.addAll(List.of("--run-dir", runDirectory().toString()));
    arguments.addAll(List.of(more));
    return CommandLine.startUnder(cluster.network().on(host), place, Map.of(), arguments);
  }

  /** Another program that goes on with this run, from that host. */
  CommandLine resumeFrom(LabHost host) throws IOException {
    return start(host, "--resume");
  }

  /** The same in the place of the one that there was. */
  void resume() throws IOException {
    process = resumeFrom(LabHost.DESK);
  }

  CommandLine process() {
    return process;
  }

  Path runDirectory() {
    return directory.resolve("run");
  }

  Path ledger() {
    return RunDirectory.ledgerIn(runDirectory());
  }

  private Path hurried() {
    return directory.resolve("hurried");
  }

  /** The tasks that are left take no time. */
  void hurry() throws IOException {
    Files.createFile(hurried());
  }

  private Path witness() {
    return directory.resolve("witness");
  }

  private Path output() {
    return directory.resolve("out.csv");
  }

  /** Waits until both workers take tasks and so many have begun. */
  void awaitBegun(long count) {
    await("workers on both hosts and " + count + " tasks")
        .atMost(LabCluster.LONG)
        .until(() -> servingOf() == 2 && begun() >= count);
  }

  /** Waits until so many more have begun. */
  void awaitMore(int count) throws IOException {
    awaitBegun(begun() + count);
  }

  private int servingOf() throws IOException {
    var status = runDirectory().resolve("status.json");
    return Files.exists(status) ? CommandLine.serving(status).size() : 0;
  }

  long begun() throws IOException {
    return Files.exists(witness()) ? Files.readAllLines(witness()).size() : 0;
  }

  void awaitEnd() throws IOException, InterruptedException {
    process.ends(0);
    assertThat(process.children()).as("processes of the run on its own host").isEmpty();
  }

  /** How often each task has really started. */
  Map<String, Long> starts() throws IOException {
    return Files.readAllLines(witness()).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** How often each task has been committed, over all lives of the run. */
  Map<Long, Long> commits() throws IOException {
    var indices = new ArrayList<Long>();
    var codec = new LedgerCodec(PayloadCodec.keeping(runDirectory().resolve("blobs")));
    LedgerFile.look(
        ledger(),
        codec,
        entry -> {
          if (entry instanceof Entry.Committed committed) {
            committed.results().stream().map(TaskResult::index).forEach(indices::add);
          }
        });
    return indices.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** Nothing lost, nothing committed twice, and the output is what it has to be. */
  void assertWholeAndCommittedOnce() throws Exception {
    var lines = Files.readAllLines(output());
    var expected = expected();
    assertThat(lines).as("lines of the output").hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(lines.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(starts()).hasSize(tasks);
    assertThat(commits()).hasSize(tasks);
    assertThat(commits().values()).as("commits of each task").containsOnly(1L);
  }

  private List<String> expected() throws GeneralSecurityException {
    var lines = new ArrayList<>(List.of("i,exit,stdout"));
    for (int i = 1; i <= tasks; i++) {
      var text = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      var digest = MessageDigest.getInstance("SHA-256").digest(text);
      lines.add(i + ",0," + HexFormat.of().formatHex(digest));
    }
    return lines;
  }

  /** How many starts of tasks there were beyond the first. */
  long startedAgain() throws IOException {
    return starts().values().stream().mapToLong(times -> times - 1).sum();
  }

  String said() throws IOException {
    return process.err();
  }

  @Override
  public void close() {
    process.close();
  }
}
