package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.RemoteTaskException;
import dev.thresher.api.SerCallable;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.Thresher;
import dev.thresher.api.WorkerLost;
import dev.thresher.launch.Installation;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.scenario.TransportUnderTest;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is different where a worker is a process: tasks travel, and a worker may die. */
@Timeout(60)
class ProcessContractTest {
  private static Thresher pool;
  @TempDir Path directory;

  @BeforeAll
  static void open() {
    pool = TransportUnderTest.open(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private record Point(int x, int y) implements Serializable {}

  private record Mirrored(Point point) implements SerCallable<Point> {
    @Override
    public Point call() {
      return new Point(point.y, point.x);
    }
  }

  @Test
  void lambdasAndMethodReferencesAndTasksWithANameRunInOtherProcesses() throws Exception {
    int captured = 20;
    assertThat(pool.submit(() -> captured + 1).get()).isEqualTo(21);
    assertThat(pool.submit(ProcessContractTest::pid).get()).isNotEqualTo(pid());
    assertThat(pool.submit(new Mirrored(new Point(3, 4))).get()).isEqualTo(new Point(4, 3));
    assertThat(pool.submit(String::length, "four").get()).isEqualTo(4);
    assertThat(pool.submit(Point::x, new Point(5, 6)).get()).isEqualTo(5);
  }

  @Test
  void argumentsAndResultsAreCopies() throws Exception {
    var list = new ArrayList<>(List.of("mine"));
    var longer =
        pool.submit(
                copy -> {
                  copy.add("theirs");
                  return copy;
                },
                list)
            .get();
    assertThat(longer).containsExactly("mine", "theirs");
    assertThat(list).containsExactly("mine");
  }

  @Test
  void largeArgumentsAndResultsTravelToo() throws Exception {
    var large = new byte[3 << 20];
    Arrays.fill(large, (byte) 7);
    var back = pool.submit(bytes -> bytes.clone(), large).get();
    assertThat(Arrays.equals(back, large)).isTrue();
  }

  private static Object fail() throws IOException {
    throw new IOException("no such device");
  }

  @Test
  void whatATaskThrowsHasTheStackOfTheWorkerAndTheLineOfTheCaller() {
    var future = pool.submit(ProcessContractTest::fail);
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining(pool.name() + "-")
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no such device")
        .satisfies(thrown -> {
          var frames = Arrays.stream(thrown.getStackTrace()).map(Object::toString).toList();
          assertThat(frames.getFirst()).contains("ProcessContractTest.fail");
          assertThat(frames).anyMatch(frame -> frame.contains("attempt 1; submitted at"));
          assertThat(frames.getLast())
              .contains("whatATaskThrowsHasTheStackOfTheWorkerAndTheLineOfTheCaller");
        });
  }

  private static final class Stuck extends Exception {
    private static final long serialVersionUID = 1;
    final Object cannotTravel = new Object();

    Stuck() {
      super("with something that cannot travel");
    }
  }

  @Test
  void anExceptionThatCannotTravelIsToldAsData() {
    var future =
        pool.submit(() -> {
          throw new Stuck();
        });
    assertThatThrownBy(future::get)
        .cause()
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            thrown -> assertThat(thrown.type()).isEqualTo(Stuck.class.getName()))
        .hasMessageContaining("with something that cannot travel");
  }

  private record Report(Object connection) implements Serializable {}

  @Test
  void whatCannotTravelIsRefusedWithThePathToIt() throws Exception {
    var report = new Report(new Thread());
    assertThatThrownBy(() -> pool.submit(() -> report.toString()))
        .isInstanceOf(RejectedExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            SerializationFailure.class,
            refused ->
                assertThat(refused.path())
                    .contains("Report")
                    .contains("connection")
                    .contains("java.lang.Thread"));
    assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
  }

  @Test
  void aResultThatCannotTravelFailsItsTaskAlone() throws Exception {
    assertThatThrownBy(() -> pool.submit(() -> new Report(new Object())).get())
        .hasCauseInstanceOf(SerializationFailure.class);
    assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
  }

  private static void kill(TaskFuture<?> future) throws Exception {
    var pid = future.status().place().orElseThrow().pid();
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void aTaskWhoseWorkerIsKilledStartsAgain() throws Exception {
    var begun = Signal.in(directory, "begun");
    var release = Signal.in(directory, "release");
    var other = pool.submit(hold(Signal.in(directory, "other"), release, "other"));
    var future = pool.submit(hold(begun, release, "in the end"));
    begun.await();
    kill(future);
    release.raise();
    assertThat(future.get()).isEqualTo("in the end");
    assertThat(other.get()).isEqualTo("other");
  }

  @Test
  void aTaskThatMayStartOnceIsLostWithItsWorker() throws Exception {
    var begun = Signal.in(directory, "begun");
    var release = Signal.in(directory, "release");
    var once = pool.with(TaskOptions.DEFAULT.withIdempotent(false));
    var future = once.submit(hold(begun, release, "never"));
    begun.await();
    kill(future);
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(WorkerLost.class);
    assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
  }

  @Test
  void closeLeavesNeitherProcessesNorFiles() throws Exception {
    var before = ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    var futures = new ArrayList<Future<byte[]>>();
    var other = TransportUnderTest.processes(2).name("leaves-nothing").open();
    try (other) {
      for (int i = 0; i < 4; i++) {
        futures.add(other.submit(task(() -> new byte[2 << 20])));
      }
    }
    for (var future : futures) {
      assertThat(future.resultNow()).hasSize(2 << 20);
    }
    var runs = StateDirectory.ofThisUser().runs();
    try (var left = Files.list(runs)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("leaves-nothing"));
    }
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid).toList())
        .isSubsetOf(before);
  }

  /** A program of its own, as it is killed. */
  static final class Killed {
    public static void main(String[] arguments) throws Exception {
      var executor = TransportUnderTest.processes(1).name(arguments[0]).open();
      System.out.println(executor.submit(ProcessContractTest::pid).get());
      Thread.sleep(60_000);
    }
  }

  private static List<Path> leftBy(String name) throws IOException {
    try (var left = Files.list(StateDirectory.ofThisUser().runs())) {
      return left.filter(path -> path.getFileName().toString().startsWith(name)).toList();
    }
  }

  @Test
  void whatAKilledProgramLeavesIsDeletedByTheNextExecutor() throws Exception {
    var name = "killed-" + pid();
    var flags = List.of("-Xmx256m");
    var command =
        new ArrayList<>(Installation.current().workerCommand(Killed.class.getName(), flags));
    command.add(name);
    var program = new ProcessBuilder(command).start();
    try (var out = program.inputReader()) {
      assertThat(out.readLine()).as("the worker's pid").isNotNull();
      assertThat(leftBy(name)).hasSize(1);
    } finally {
      program.destroyForcibly().waitFor();
    }
    try (var _ = TransportUnderTest.open(1)) {
      await().atMost(20, TimeUnit.SECONDS).until(() -> leftBy(name).isEmpty());
    }
  }

  private static int waitOnThreadsOfItsOwn() throws Exception {
    try (var own = Thresher.threads(1)) {
      return own.submit(() -> own.submit(() -> 1).get() + 2).get();
    }
  }

  @Test
  void aTaskMayWaitForTasksOnThreadsThatItOpens() throws Exception {
    assertThat(pool.submit(ProcessContractTest::waitOnThreadsOfItsOwn).get()).isEqualTo(3);
  }

  @Test
  void anExecutorIsOpenedByName() throws Exception {
    try (var named = Thresher.open("processes:1")) {
      assertThat(named.submit(ProcessContractTest::pid).get()).isNotEqualTo(pid());
      assertThat(named.workers()).hasSize(1);
    }
  }
}
