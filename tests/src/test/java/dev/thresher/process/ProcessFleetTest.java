package dev.thresher.process;

import static dev.thresher.process.FleetUnderTest.LONG;
import static dev.thresher.process.FleetUnderTest.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.BackendProtocol.WorkerUp;
import dev.thresher.backend.EnvelopeSerializer;
import dev.thresher.backend.WorkerExit;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFleetTest {
  private static final Incarnation W1 = first(1);
  private static final Incarnation W2 = first(2);

  private static final int TASKS = 11;
  private static final Duration REPEAT = Duration.ofMillis(300);

  @TempDir Path directory;

  @Test
  void twoProcessesRegisterBecomeMembersRunTasksAndEnd() throws IOException {
    try (var fleet = new FleetUnderTest(directory, 2)) {
      long pid1 = fleet.awaitReply(W1, Reply.Register.class).pid();
      long pid2 = fleet.awaitReply(W2, Reply.Register.class).pid();
      assertThat(pid1).isEqualTo(fleet.pid(W1)).isNotEqualTo(pid2);
      assertThat(pid1).isNotEqualTo(ProcessHandle.current().pid());
      assertSecretNowhereToRead(fleet, pid1);

      assertThat(sumOfPrimesCounted(fleet, W1)).isEqualTo(78_498);

      await().atMost(LONG).until(() -> fleet.all(WorkerUp.class).size() == 2);
      var wire = EnvelopeSerializer.countersOf(fleet.system).read();
      assertThat(wire.bytesSent()).isPositive();
      assertThat(wire.bytesReceived()).isPositive();
      assertThat(wire.refused()).isZero();

      fleet.stop();
      for (var worker : List.of(W1, W2)) {
        assertThat(fleet.exits(worker)).hasSize(1);
        assertThat(fleet.awaitExit(worker).cause())
            .isEqualTo(new WorkerExit.KilledByUs("end of run"));
        assertThat(Files.readString(fleet.file(worker, ".out"))).isEmpty();
        assertThat(Files.readString(fleet.file(worker, ".log")))
            .contains("[" + worker + "]", "told to end");
      }
      assertThat(ProcessHandle.of(pid1)).isEmpty();
      assertThat(ProcessHandle.of(pid2)).isEmpty();
    }
  }

  // A message is delivered at most once, so batch and stage are sent until all is there, as the
  // protocol has it; a batch that was taken is never taken twice. Not each last report says that it
  // is the last, so results are counted.
  private long sumOfPrimesCounted(FleetUnderTest fleet, Incarnation worker) {
    await()
        .atMost(LONG)
        .pollInterval(REPEAT)
        .until(() -> {
          fleet.ask(worker, new Request.Define(primes()));
          fleet.ask(worker, allPrimes());
          return resultsByIndex(fleet, worker).size() == TASKS;
        });
    var payloads = new PayloadCodec(fleet.directory.resolve("blobs"));
    return resultsByIndex(fleet, worker).values().stream()
        .map(outcome -> payloads.decode(((Outcome.Completed) outcome).result()))
        .mapToLong(value -> value.asFields().whole("primes"))
        .sum();
  }

  private static StageSpec primes() {
    return new StageSpec(
        0,
        "primes",
        new TaskBody.Builtin("primes", 1),
        Value.Fields.of("limit", Value.of(1_000_000L)).with("segment", Value.of(100_000L)),
        new Inputs.Divided(),
        Semantics.AT_LEAST_ONCE,
        0);
  }

  private static Request.RunTasks allPrimes() {
    return new Request.RunTasks(1, new BatchId(1), new TaskRange(0, 0, TASKS), 1, false, List.of());
  }

  private static Map<Long, Outcome> resultsByIndex(FleetUnderTest fleet, Incarnation worker) {
    return fleet
        .replies(worker, Reply.Ended.class)
        .flatMap(ended -> ended.results().stream())
        .collect(Collectors.toMap(TaskResult::index, TaskResult::outcome, (a, _) -> a));
  }

  @Test
  void aBatchWhoseStageGotLostIsNotTakenUntilBothComeAgain() {
    try (var fleet = new FleetUnderTest(directory, 1)) {
      fleet.awaitReply(W1, Reply.Register.class);
      await()
          .atMost(LONG)
          .pollInterval(REPEAT)
          .until(() -> {
            fleet.ask(W1, allPrimes());
            fleet.ask(W1, new Request.Beat(1, 1));
            return fleet.replies(W1, Reply.Beating.class).anyMatch(beat -> beat.round() == 1);
          });
      assertThat(fleet.replies(W1, Reply.Beating.class))
          .allSatisfy(beat -> assertThat(beat.holding()).isEmpty());
      assertThat(resultsByIndex(fleet, W1)).isEmpty();
      assertThat(sumOfPrimesCounted(fleet, W1)).isEqualTo(78_498);
    }
  }

  private static void assertSecretNowhereToRead(FleetUnderTest fleet, long pid) throws IOException {
    var key = fleet.identity.privateKeyPem().lines().skip(1).findFirst().orElseThrow();
    var process = Path.of("/proc", Long.toString(pid));
    assertThat(Files.readString(process.resolve("cmdline")))
        .contains("WorkerMain")
        .doesNotContain(key);
    assertThat(Files.readString(process.resolve("environ"))).doesNotContain(key);
    try (var files = Files.walk(fleet.directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(key));
    }
  }

  @Test
  void aKilledProcessIsReportedWithItsSignalAndReplaced() {
    try (var fleet = new FleetUnderTest(directory, 1)) {
      fleet.awaitReply(W1, Reply.Register.class);
      ProcessHandle.of(fleet.pid(W1)).orElseThrow().destroyForcibly();
      var exit = fleet.awaitExit(W1);
      assertThat(exit.cause()).isEqualTo(new WorkerExit.Signalled(9));
      assertThat(exit.pid()).isEqualTo(fleet.pid(W1));
      assertThat(exit.uptime()).isPositive();

      var second = new Incarnation(WorkerId.numbered(1), 2);
      fleet.tellFleet(new Replace(second.worker(), 2, Duration.ZERO));
      long pid = fleet.awaitReply(second, Reply.Register.class).pid();
      assertThat(pid).isNotEqualTo(exit.pid());
      await()
          .atMost(LONG)
          .until(
              () -> fleet.all(WorkerUp.class).stream().anyMatch(up -> up.worker().equals(second)));

      fleet.tellFleet(new Kill(second, "its lease is over"));
      assertThat(fleet.awaitExit(second).cause())
          .isEqualTo(new WorkerExit.KilledByUs("its lease is over"));
    }
  }

  @Test
  void sigtermDrainsAndNothingIsHeldAgainstTheWorker() throws Exception {
    try (var fleet = new FleetUnderTest(directory, 1)) {
      fleet.awaitReply(W1, Reply.Beating.class);
      new ProcessBuilder("kill", "-TERM", Long.toString(fleet.pid(W1))).start().waitFor();
      fleet.awaitReply(W1, Reply.Drained.class);
      fleet.ask(W1, new Request.Stop());
      assertThat(fleet.awaitExit(W1).cause()).isEqualTo(new WorkerExit.Signalled(15));
    }
  }

  @Test
  void ctrlCAtTheTerminalDoesNotReachAWorker() throws Exception {
    try (var fleet = new FleetUnderTest(directory, 1)) {
      fleet.awaitReply(W1, Reply.Beating.class);
      var stat = Files.readString(Path.of("/proc", Long.toString(fleet.pid(W1)), "stat"));
      var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      assertThat(afterName[2]).as("process group").isEqualTo(Long.toString(fleet.pid(W1)));
      assertThat(afterName[3]).as("session").isEqualTo(Long.toString(fleet.pid(W1)));
      long beats = fleet.replies(W1, Reply.Beating.class).count();
      new ProcessBuilder("kill", "-INT", Long.toString(fleet.pid(W1))).start().waitFor();
      await().atMost(LONG).until(() -> fleet.replies(W1, Reply.Beating.class).count() > beats + 3);
      assertThat(fleet.exits(W1)).isEmpty();
    }
  }

  @Test
  void aProcessThatEndsBeforeItRegistersIsReportedWithWhatItSaid() {
    var broken = new WorkerCommand(List.of("/bin/sh", "-c", "echo no such thing; exit 5"));
    try (var fleet = new FleetUnderTest(directory, 1, _ -> broken, Duration.ofSeconds(30))) {
      var exit = fleet.awaitExit(W1);
      assertThat(exit.describe())
          .startsWith("never registered: exit code 5")
          .contains("no such thing");
      assertThat(exit.lastLines()).containsExactly("no such thing");
    }
  }

  @Test
  void aProcessThatNeverSpeaksIsKilledAndReported() {
    var mute = new WorkerCommand(List.of("/bin/sleep", "1000"));
    try (var fleet = new FleetUnderTest(directory, 1, _ -> mute, Duration.ofMillis(300))) {
      var exit = fleet.awaitExit(W1);
      assertThat(exit.describe()).isEqualTo("never registered: not heard of within 300 ms");
      assertThat(ProcessHandle.of(exit.pid())).isEmpty();
    }
  }

  @Test
  void aProgramThatDoesNotExistIsReportedAndNotStarted() {
    var missing = new WorkerCommand(List.of("/no/such/java"));
    try (var fleet = new FleetUnderTest(directory, 2, _ -> missing, Duration.ofSeconds(30))) {
      var exit = fleet.awaitExit(W2);
      assertThat(exit.describe()).startsWith("never registered:");
      await().atMost(LONG).until(() -> fleet.all(WorkerExited.class).size() == 2);
    }
  }

  /** As where a start waits for something that does not come. */
  @Test
  void aRunEndsWithoutAProcessWhoseStartDoesNotEndAndThatDoesNotOutliveIt() throws Exception {
    var release = new CompletableFuture<Void>();
    var mark = directory.resolve("late").toString();
    Function<Incarnation, WorkerCommand> late =
        _ -> {
          release.join();
          return new WorkerCommand(List.of("/bin/sh", "-c", "sleep 1000; exit", mark));
        };
    try (var fleet = new FleetUnderTest(directory, 1, late, Duration.ofSeconds(30))) {
      fleet.stop(Duration.ofMillis(100));
      assertThat(fleet.awaitExit(W1).describe())
          .isEqualTo("ended by the engine: end of run; its start did not end within 2000 ms");
    }
    release.complete(null);
    var printed = directory.resolve(W1 + ".out"); // made by the start
    await().atMost(LONG).until(() -> Files.exists(printed));
    await().atMost(LONG).until(() -> childrenNaming(mark) == 0);
  }

  private static long childrenNaming(String mark) {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(mark))
        .count();
  }

  @Test
  void moreProcessesThanOneWaveAllCome() {
    var mute = new WorkerCommand(List.of("/bin/sleep", "1000"));
    try (var fleet = new FleetUnderTest(directory, 9, _ -> mute, Duration.ofMillis(200))) {
      await().atMost(LONG).until(() -> fleet.all(WorkerStarted.class).size() == 9);
      await().atMost(LONG).until(() -> fleet.all(WorkerExited.class).size() == 9);
    }
  }
}
