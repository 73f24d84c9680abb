package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.JsonFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of processes on loopback addresses: its coordinator, two workers and a run, as a user
 * starts them, of which one is killed in the middle.
 */
@Tag("slow")
@Timeout(200)
class KilledNodesTest {
  private static final int TASKS = 120;
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path directory;

  private final List<CommandLine> started = new ArrayList<>();
  private int port;
  private int places;
  private Path witness;

  private record Node(CommandLine process) {
    boolean said(String words) throws IOException {
      return process.err().contains(words);
    }
  }

  @BeforeEach
  void choosePort() throws IOException {
    witness = directory.resolve("witness");
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void endAll() {
    started.forEach(CommandLine::close);
  }

  private String coordinator() {
    return "127.0.0.1:" + port;
  }

  private Node start(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--identity", directory.resolve("key.pem").toString()));
    var place = Files.createDirectory(directory.resolve("place" + places++));
    var process = CommandLine.start(place, all.toArray(String[]::new));
    started.add(process);
    return new Node(process);
  }

  private Node startCoordinator() throws IOException {
    var node = start("coordinator", "--listen", coordinator());
    await().atMost(LONG).until(() -> node.said("coordinator at"));
    return node;
  }

  private Node startWorker(String name, String host) throws IOException {
    return start(
        "worker", "--join", coordinator(), "--listen", host, "--name", name, "--slots", "1");
  }

  private List<Node> startWorkers() throws IOException {
    var workers = List.of(startWorker("a", "127.0.0.2"), startWorker("b", "127.0.0.3"));
    for (var worker : workers) {
      await().atMost(LONG).until(() -> worker.said("joined the cluster"));
    }
    return workers;
  }

  private Node startRun(String... more) throws IOException {
    Files.writeString(
        directory.resolve("w.conf"),
        """
        name = w
        each { i = 1..%d }
        task { command = [sh, -c, "echo {i} >> %s; sleep 0.1; echo {i}"], idempotent = true }
        output = %s
        """
            .formatted(TASKS, witness, directory.resolve("out.csv")));
    var all = new ArrayList<>(List.of("run", directory.resolve("w.conf").toString()));
    all.addAll(List.of("--cluster", coordinator(), "--no-progress"));
    all.addAll(List.of("--run-dir", directory.resolve("run").toString()));
    all.addAll(List.of(more));
    return start(all.toArray(String[]::new));
  }

  private long ran() throws IOException {
    return Files.exists(witness) ? Files.readAllLines(witness).size() : 0;
  }

  private void awaitTasks(int tasks) {
    await().atMost(LONG).until(() -> ran() >= tasks);
  }

  private void assertCompleted(Node run) throws Exception {
    run.process().endsCleanly(0);
    assertThat(Files.readAllLines(directory.resolve("out.csv"))).hasSize(TASKS + 1);
    assertThat(Files.readAllLines(witness).stream().distinct()).hasSize(TASKS);
    assertThat(tasks("completed")).isEqualTo(TASKS);
    assertThat(tasks("failed")).isZero();
  }

  private long tasks(String count) throws IOException {
    Fields report = JsonFile.read(directory.resolve("run/report.json"));
    return report.get("tasks").asFields().whole(count);
  }

  @Test
  void aRunGoesOnWhenAHostIsKilled() throws Exception {
    startCoordinator();
    var workers = startWorkers();
    var run = startRun();
    awaitTasks(20);
    workers.getFirst().process().dies(Duration.ofSeconds(5));
    assertCompleted(run);
    // What the host had under way: of one slot two batches of a few tasks.
    assertThat(ran()).isLessThan(TASKS + 20);
  }

  @Test
  void aRunGoesOnWithoutTheCoordinatorAndANewOneKnowsWhatIsInUse() throws Exception {
    var coordinator = startCoordinator();
    startWorkers();
    var run = startRun();
    awaitTasks(20);
    coordinator.process().dies(Duration.ofSeconds(5));
    long before = ran();
    awaitTasks((int) before + 10);
    var again = startCoordinator();
    await()
        .atMost(LONG)
        .until(
            () -> again.said("worker a on") && again.said("worker b on") && again.said("run w-"));
    assertCompleted(run);
    assertThat(ran()).isEqualTo(TASKS);
    await().atMost(LONG).until(() -> again.said("has ended"));
  }

  @Test
  void aRunThatIsKilledIsResumedAndItsFormerWorkersEndFirst() throws Exception {
    startCoordinator();
    startWorkers();
    var run = startRun();
    awaitTasks(20);
    run.process().dies(Duration.ofSeconds(5));
    long before = ran();
    var resumed = startRun("--resume");
    assertCompleted(resumed);
    assertThat(before).isLessThan(TASKS);
    assertThat(tasks("kept")).isPositive();
  }

  @Test
  void workersOfARunThatIsGoneForGoodEndAfterAWhile() throws Exception {
    startCoordinator();
    var workers = startWorkers();
    var run = startRun();
    awaitTasks(20);
    run.process().dies(Duration.ofSeconds(5));
    for (var worker : workers) {
      assertThat(worker.process().children()).isNotEmpty();
    }
    for (var worker : workers) {
      await().atMost(LONG).until(() -> worker.process().children().isEmpty());
      worker.process().signal("TERM");
      worker.process().endsCleanly(143);
    }
  }

  @Test
  void aWorkerThatIsToldToEndFinishesWhatRunsAndTheRunGoesOnElsewhere() throws Exception {
    startCoordinator();
    var workers = startWorkers();
    var run = startRun();
    awaitTasks(20);
    workers.getFirst().process().signal("TERM");
    workers.getFirst().process().endsCleanly(143);
    assertCompleted(run);
    assertThat(ran()).isEqualTo(TASKS);
  }
}
