package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.Thresher;
import dev.thresher.api.ThresherException;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.WorkerLost;
import dev.thresher.scenario.TransportUnderTest;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong with a task in another process, at whichever moment: its future ends with the
 * right exception, tasks of other workers are spared, and the executor goes on. Within five seconds
 * on a machine that has nothing else to do; on any machine before the worker has been replaced,
 * which is what is stated here.
 */
@Timeout(120)
class FaultContractTest {
  private static final int SECONDS = 60;

  private static Thresher pool;

  /** Costs a worker once, not twice. */
  private static Thresher once;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    pool = TransportUnderTest.open(3);
    once = pool.with(TaskOptions.DEFAULT.withIdempotent(false));
  }

  /** So many that what dies in a test leaves one. */
  @BeforeEach
  void awaitWorkers() {
    await().atMost(60, TimeUnit.SECONDS).until(() -> serving().count() >= 2);
  }

  private static Stream<String> serving() {
    return pool.workers().stream()
        .filter(worker -> worker.state() != WorkerInfo.State.STARTING)
        .map(worker -> worker.place().worker());
  }

  @AfterAll
  static void close() {
    pool.shutdownNow();
  }

  /** What goes wrong. */
  enum Fault {
    EXCEPTION,
    ERROR,
    /** More is asked for than there is. */
    OUT_OF_MEMORY,
    EXIT,
    HALT,
    /** Also what the system does to a process when its memory is exhausted. */
    KILL,
    SEGMENTATION_FAULT;

    void happen() {
      switch (this) {
        case EXCEPTION -> throw new IllegalStateException("on purpose");
        case ERROR -> throw new StackOverflowError("on purpose");
        case OUT_OF_MEMORY -> fill(new ArrayList<>(), Integer.MAX_VALUE - 8);
        case EXIT -> System.exit(99);
        case HALT -> Runtime.getRuntime().halt(99);
        case KILL -> Signals.send("KILL");
        case SEGMENTATION_FAULT -> Signals.send("SEGV");
      }
    }

    @SuppressWarnings("InfiniteLoopStatement") // it ends
    static void fill(List<Object> all, int size) {
      while (true) {
        all.add(new long[size]);
      }
    }

    boolean costsTheWorker() {
      return compareTo(EXIT) >= 0;
    }
  }

  private static final class Signals {
    static void send(String signal) {
      try {
        new ProcessBuilder("kill", "-" + signal, "" + ProcessHandle.current().pid()).start();
        Thread.sleep(60_000);
      } catch (IOException | InterruptedException survived) {
        throw new IllegalStateException(survived);
      }
    }
  }

  /** Goes wrong while it is written or read. */
  private static final class Trap implements Serializable {
    private static final long serialVersionUID = 1;
    private final Fault onWriting;
    private final Fault onReading;

    Trap(Fault onWriting, Fault onReading) {
      this.onWriting = onWriting;
      this.onReading = onReading;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      if (onWriting != null) {
        onWriting.happen();
      }
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (onReading != null) {
        onReading.happen();
      }
    }
  }

  private static Object fall(Fault fault) {
    fault.happen();
    return "unharmed";
  }

  private static Class<? extends ThresherException> inTravel(Fault fault) {
    return fault.costsTheWorker() ? WorkerLost.class : SerializationFailure.class;
  }

  private void assertEnds(TaskFuture<?> future, Class<? extends Throwable> cause) throws Exception {
    assertThatThrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(cause);
    if (cause == WorkerLost.class) {
      assertItsPlaceIsEmpty(future);
    }
    assertGoesOn();
  }

  private static void assertItsPlaceIsEmpty(TaskFuture<?> future) {
    var place = future.status().place().orElseThrow().worker().split("#", 2)[0];
    assertThat(serving())
        .as("replaced before anybody was told")
        .noneMatch(name -> name.split("#", 2)[0].equals(place));
  }

  private static void assertGoesOn() throws Exception {
    assertThat(pool.submit(() -> "alive").get(SECONDS, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "ERROR", "OUT_OF_MEMORY"})
  void whileTheArgumentIsWritten(Fault fault) throws Exception {
    assertThatThrownBy(() -> pool.submit(String::valueOf, new Trap(fault, null)))
        .isInstanceOf(RejectedExecutionException.class)
        .hasCauseInstanceOf(SerializationFailure.class);
    assertGoesOn();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "ERROR", "OUT_OF_MEMORY", "EXIT", "SEGMENTATION_FAULT"})
  void whileTheArgumentIsReadByTheWorker(Fault fault) throws Exception {
    assertEnds(once.submit(String::valueOf, new Trap(null, fault)), inTravel(fault));
  }

  @ParameterizedTest
  @EnumSource
  void whileTheTaskRuns(Fault fault) throws Exception {
    assertEnds(
        once.submit(FaultContractTest::fall, fault),
        switch (fault) {
          case EXCEPTION -> IllegalStateException.class;
          case ERROR -> StackOverflowError.class;
          case OUT_OF_MEMORY -> OutOfMemoryError.class;
          case EXIT, HALT, KILL, SEGMENTATION_FAULT -> WorkerLost.class;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "ERROR", "OUT_OF_MEMORY", "EXIT", "HALT"})
  void whileTheResultIsWrittenByTheWorker(Fault fault) throws Exception {
    assertEnds(once.submit(() -> new Trap(fault, null)), inTravel(fault));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "ERROR", "OUT_OF_MEMORY"})
  void whileTheResultIsReadByTheCaller(Fault fault) throws Exception {
    assertEnds(pool.submit(() -> new Trap(null, fault)), SerializationFailure.class);
  }

  @Test
  void aTaskThatFillsTheHeapEnds() throws Exception {
    var future =
        once.submit(() -> {
          Fault.fill(new ArrayList<>(), 8 << 20);
          return 1;
        });
    assertThatThrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class);
    assertGoesOn();
  }

  @Test
  void whatMayStartAgainEndsWithTheSecondWorkerAndTheEndOfItsProcessIsNamed() throws Exception {
    var future = pool.submit(FaultContractTest::fall, Fault.EXIT);
    assertThatThrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS))
        .rootCause()
        .hasMessageContaining("99")
        // The third, if the first worker was taken for a silent one before its end was known.
        .hasMessageFindingMatch("attempt [23]\\b")
        .hasMessageContaining(pool.name());
    assertGoesOn();
  }

  @Tag("slow")
  @Test
  void aTaskOnAnotherWorkerGoesOn() throws Exception {
    var begun = Signal.in(directory, "begun");
    var release = Signal.in(directory, "release");
    var other = once.submit(hold(begun, release, "undisturbed"));
    begun.await();
    assertEnds(once.submit(FaultContractTest::fall, Fault.HALT), WorkerLost.class);
    release.raise();
    assertThat(other.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("undisturbed");
  }

  @Tag("slow")
  @Test
  void aCrashAmongLargeArgumentsEndsAll() throws Exception {
    var large = new byte[1 << 20];
    var futures = new ArrayList<Future<Object>>();
    for (int i = 0; i < 20; i++) {
      boolean crashes = i == 5;
      var owner = crashes ? once : pool;
      futures.add(owner.submit(bytes -> crashes ? fall(Fault.HALT) : bytes.length, large));
    }
    for (int i = 0; i < 20; i++) {
      var future = futures.get(i);
      if (i == 5) {
        assertThatThrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS))
            .hasCauseInstanceOf(WorkerLost.class);
      } else {
        assertThat(future.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1 << 20);
      }
    }
  }

  @Tag("slow")
  @Test
  void shutdownEndsWhateverIsStillWrongThen() throws Exception {
    List<TaskFuture<?>> futures = new ArrayList<>();
    var other = TransportUnderTest.open(1);
    try (other) {
      var careful = other.with(TaskOptions.DEFAULT.withIdempotent(false));
      futures.add(careful.submit(FaultContractTest::fall, Fault.HALT));
      futures.add(careful.submit(() -> new Trap(Fault.EXIT, null)));
      futures.add(careful.submit(() -> new Trap(null, Fault.EXCEPTION)));
      futures.add(careful.submit(() -> "unharmed"));
    }
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures).extracting(Future::state).endsWith(Future.State.SUCCESS);
    assertThat(futures.subList(0, 3)).allMatch(f -> f.state() == Future.State.FAILED);
  }

  @Tag("slow")
  @Test
  void shutdownNowDoesNotWaitForTheWorkerThatTakesThePlaceOfAnother() throws Exception {
    var other = TransportUnderTest.open(1);
    var crash =
        other
            .with(TaskOptions.DEFAULT.withIdempotent(false))
            .submit(FaultContractTest::fall, Fault.HALT);
    var behind = other.submit(() -> "never");
    assertThatThrownBy(() -> crash.get(SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WorkerLost.class);
    // The worker that died may have had it, and then nobody knows whether it began.
    boolean isGivenBack = other.shutdownNow().contains((Runnable) behind);
    assertThat(other.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(behind.isDone()).isNotEqualTo(isGivenBack);
  }
}
