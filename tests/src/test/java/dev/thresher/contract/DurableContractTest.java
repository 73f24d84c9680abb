package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.SerFunction;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.Thresher;
import dev.thresher.api.ThresherBuilder;
import dev.thresher.launch.Installation;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Results of a durable executor outlive it. Each task writes a line into a witness file, which is
 * what tells whether it ran.
 */
class DurableContractTest {
  @TempDir private Path directory;

  private Thresher open(String place) {
    return builder(place).open();
  }

  private ThresherBuilder builder(String place) {
    return Thresher.builder().place(place).durable(directory.resolve("results"));
  }

  private String witness() {
    return directory.resolve("witness").toString();
  }

  private List<String> ran() throws IOException {
    var file = Path.of(witness());
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  record Work(String witness, int number) implements Serializable {}

  private static long squared(Work work) throws IOException {
    Files.writeString(
        Path.of(work.witness()),
        work.number() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return (long) work.number() * work.number();
  }

  private List<Work> work(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Work(witness(), i)).toList();
  }

  private static List<Long> squares(int to) {
    return IntStream.range(0, to).mapToObj(i -> (long) i * i).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads:2", "virtual-threads", "processes:1"})
  void aLaterExecutorRunsOnlyWhatIsNew(String place) throws Exception {
    try (var first = open(place)) {
      assertThat(first.map(work(0, 20), DurableContractTest::squared).toList())
          .isEqualTo(squares(20));
      assertThat(first.submit(DurableContractTest::squared, new Work(witness(), 100)).get())
          .isEqualTo(10_000);
    }
    assertThat(ran()).hasSize(21);

    try (var second = open(place)) {
      assertThat(second.map(work(0, 25), DurableContractTest::squared).toList())
          .isEqualTo(squares(25));
      TaskFuture<Long> again =
          second.submit(DurableContractTest::squared, new Work(witness(), 100));
      assertThat(again.get()).isEqualTo(10_000);
      assertThat(again.status().attempt()).isZero();
      assertThat(again.status().phase()).isEqualTo(TaskPhase.COMPLETED);
    }
    assertThat(ran().subList(21, 26)).containsExactlyInAnyOrder("20", "21", "22", "23", "24");
  }

  @Test
  void whatBackendComputedAResultMakesNoDifference() throws Exception {
    try (var threads = open("threads:1")) {
      threads.map(work(0, 3), DurableContractTest::squared).forEach(_ -> {});
    }
    try (var virtual = open("virtual-threads")) {
      assertThat(virtual.map(work(0, 3), DurableContractTest::squared).reduce(Long::sum))
          .contains(5L);
    }
    assertThat(ran()).hasSize(3);
  }

  private static String failingOnce(Work work) throws IOException {
    boolean isFirst = squared(work) == 0 && Files.readAllLines(Path.of(work.witness())).size() == 1;
    if (isFirst) {
      throw new IllegalStateException("not yet");
    }
    return "done";
  }

  @Test
  void failuresAreNotKept() throws Exception {
    var work = new Work(witness(), 0);
    try (var first = open("threads:1")) {
      assertThatThrownBy(() -> first.submit(DurableContractTest::failingOnce, work).get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("not yet");
    }
    try (var second = open("threads:1")) {
      assertThat(second.submit(DurableContractTest::failingOnce, work).get()).isEqualTo("done");
    }
    assertThat(ran()).hasSize(2);
  }

  private static int place(String witness) throws IOException {
    squared(new Work(witness, 7));
    return Files.readAllLines(Path.of(witness)).size();
  }

  @Test
  void equalTasksHaveTheirOwnResultsInTheOrderOfSubmission() throws Exception {
    var witness = witness();
    try (var first = open("threads:1")) {
      assertThat(first.submit(() -> place(witness)).get()).isEqualTo(1);
      assertThat(Files.exists(Path.of(witness))).isTrue();
    }
    try (var second = open("threads:1")) {
      var task = (SerFunction<String, Integer>) DurableContractTest::place;
      var results = new ArrayList<Integer>();
      for (int i = 0; i < 3; i++) {
        results.add(second.submit(task, witness).get());
      }
      assertThat(results).containsExactly(2, 3, 4);
    }
    try (var third = open("threads:1")) {
      var task = (SerFunction<String, Integer>) DurableContractTest::place;
      assertThat(third.map(List.of(witness, witness, witness), task).toList()).hasSize(3);
    }
  }

  @Test
  void largeValuesAreKeptToo() throws Exception {
    try (var first = open("threads:1")) {
      assertThat(first.submit(DurableContractTest::large, 1).get()).hasSize(3_000_000);
    }
    try (var second = open("threads:1")) {
      TaskFuture<byte[]> again = second.submit(DurableContractTest::large, 1);
      assertThat(again.get()).hasSize(3_000_000).endsWith((byte) 1);
      assertThat(again.status().attempt()).isZero();
    }
    assertThat(directory.resolve("results/blobs")).isEmptyDirectory();
  }

  private static byte[] large(int last) {
    var bytes = new byte[3_000_000];
    bytes[bytes.length - 1] = (byte) last;
    return bytes;
  }

  private static Object unfit(int ignored) {
    return new Object();
  }

  @Test
  void aResultThatCannotBeWrittenDownFailsItsTask() {
    try (var pool = open("threads:1")) {
      assertThatThrownBy(() -> pool.submit(DurableContractTest::unfit, 1).get())
          .hasCauseInstanceOf(SerializationFailure.class);
    }
  }

  @Test
  void aTaskThatCannotBeWrittenDownIsRefusedAtSubmission() {
    try (var pool = open("threads:1")) {
      var here = new Object();
      assertThatThrownBy(() -> pool.submit(() -> here.hashCode()))
          .isInstanceOf(RejectedExecutionException.class)
          .hasCauseInstanceOf(SerializationFailure.class)
          .hasMessageContaining("java.lang.Object");
    }
  }

  @Test
  void anExecutorThatWasShutDownGivesNoEarlierResultsEither() throws Exception {
    try (var first = open("threads:1")) {
      first.map(work(0, 1), DurableContractTest::squared).forEach(_ -> {});
    }
    try (var second = open("threads:1")) {
      second.shutdown();
      assertThatThrownBy(() -> second.submit(DurableContractTest::squared, new Work(witness(), 0)))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void aDirectoryBelongsToOneExecutorAtATime() throws Exception {
    try (var _ = open("threads:1")) {
      assertThatThrownBy(() -> open("threads:1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is in use");
    }
    open("threads:1").close();
  }

  @Test
  void aDirectoryWithOtherFilesIsRefused() throws IOException {
    Files.createDirectories(directory.resolve("results"));
    Files.writeString(directory.resolve("results/thesis.tex"), "\\chapter");

    assertThatThrownBy(() -> open("threads:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds something else");
  }

  /** A program that is killed while it computes: halts at the thirtieth item. */
  static final class Killed {
    private Killed() {}

    private static long squaredUnlessThirty(Work work) throws IOException {
      if (work.number() == 30) {
        Runtime.getRuntime().halt(9);
      }
      return squared(work);
    }

    static List<Long> compute(Path directory, int to) {
      var witness = directory.resolve("witness").toString();
      var results = directory.resolve("results");
      try (var pool = Thresher.builder().threads(1).durable(results).open()) {
        var work = IntStream.range(0, to).mapToObj(i -> new Work(witness, i));
        return pool.map(work, Killed::squaredUnlessThirty).toList();
      }
    }

    public static void main(String[] arguments) {
      compute(Path.of(arguments[0]), 40);
    }
  }

  @Test
  void aProgramThatIsKilledGoesOnWhereItWas() throws Exception {
    var command =
        new ArrayList<>(Installation.current().workerCommand(Killed.class.getName(), List.of()));
    command.add(directory.toString());
    var program = new ProcessBuilder(command).inheritIO().start();
    assertThat(program.waitFor()).isEqualTo(9);
    assertThat(ran()).hasSize(30);

    // All but the one that it died in were on disk before the next began.
    assertThat(Killed.compute(directory, 30)).isEqualTo(squares(30));
    assertThat(ran()).hasSize(30);
  }
}
