package dev.thresher.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.ClusterPlace;
import dev.thresher.api.SerCallable;
import dev.thresher.api.TaskFailedException;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.Thresher;
import dev.thresher.api.ThresherBuilder;
import dev.thresher.api.WorkerLost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors of Java programs on the hosts of a cluster, which live in this JVM. */
@Timeout(180)
class ClusterExecutorTest {
  @TempDir Path directory;

  private static ClusterPlace place(Nodes nodes) {
    return ClusterPlace.at(nodes.access().coordinator().toString())
        .identity(nodes.access().identity());
  }

  private static ThresherBuilder on(Nodes nodes) {
    return Thresher.builder().name("far").cluster(place(nodes));
  }

  /** On hosts that see nothing of this one's files, as far as the engine knows. */
  private ThresherBuilder apart(Nodes nodes) throws Exception {
    var file =
        Files.writeString(
            directory.resolve("apart.conf"),
            """
            backend = cluster
            engine.cluster.shared-filesystem = false
            """);
    return Thresher.builder().config(file).name("apart").cluster(place(nodes));
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void tasksRunInProcessesOfItsHosts() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("a", "127.0.0.2", 1);
      nodes.agent("b", "127.0.0.3", 1);
      try (var pool = on(nodes).open()) {
        var squares = pool.map(IntStream.range(0, 500).boxed().toList(), n -> n * n).toList();
        assertThat(squares).isEqualTo(IntStream.range(0, 500).mapToObj(n -> n * n).toList());
        await()
            .atMost(Nodes.LONG)
            .untilAsserted(() -> assertThat(pidsOfTasks(pool)).hasSize(2).doesNotContain(pid()));
        assertThat(pool.map(naps(100), n -> n * 0.1).reduce(Double::sum))
            .isEqualTo(Thresher.threads(2).map(naps(100), n -> n * 0.1).reduce(Double::sum));
      }
      await()
          .atMost(Nodes.LONG)
          .untilAsserted(() -> assertThat(nodes.notices.getLast()).contains("has ended"));
    }
  }

  private static TreeSet<Long> pidsOfTasks(Thresher pool) {
    return new TreeSet<>(pool.map(naps(20), ClusterExecutorTest::pidAfter).chunk(1).toList());
  }

  private static List<Integer> naps(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static long pidAfter(int nap) throws InterruptedException {
    Thread.sleep(30);
    return pid();
  }

  @Test
  void codeAndWhatIsTooLargeForAMessageTravelToHostsThatSeeNothingAndBack() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("elsewhere", "127.0.0.2", 2);
      try (var pool = apart(nodes).open()) {
        byte[] large = bytes(3_000_000);
        var back = pool.map(List.of(1, 2, 3), n -> reversed(large)).toList();
        assertThat(back).hasSize(3).allSatisfy(one -> assertThat(one).isEqualTo(reversed(large)));
        SerCallable<Integer> sum = () -> sum(large);
        assertThat(pool.submit(sum).get()).isEqualTo(sum(large));
        var arguments = List.of(bytes(200_000), bytes(400_000));
        assertThat(pool.map(arguments, ClusterExecutorTest::sum).toList())
            .containsExactly(sum(arguments.get(0)), sum(arguments.get(1)));
        // Which class path it is found on: a directory of this build that has travelled as a jar.
        SerCallable<String> where =
            () -> ClusterExecutorTest.class.getProtectionDomain().getCodeSource().toString();
        assertThat(pool.submit(where).get()).contains("/in/", ".jar");
      }
      await()
          .atMost(Nodes.LONG)
          .untilAsserted(
              () -> assertThat(directory.resolve("state/worker-files/1/runs")).isEmptyDirectory());
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 >> 3);
    }
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] other = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      other[bytes.length - 1 - i] = bytes[i];
    }
    return other;
  }

  private static int sum(byte[] bytes) {
    return IntStream.range(0, bytes.length).map(i -> bytes[i] * (i % 7)).sum();
  }

  @Tag("slow")
  @Test
  void failuresComeBackWithWhatTheTaskHasPrinted() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("elsewhere", "127.0.0.2", 1);
      try (var pool = apart(nodes).open()) {
        SerCallable<Integer> broken =
            () -> {
              System.out.println("about to divide");
              throw new IllegalStateException("by zero");
            };
        var future = pool.submit(broken);
        assertThatThrownBy(future::get)
            .isInstanceOf(ExecutionException.class)
            .rootCause()
            .hasMessageContaining("by zero");
        assertThatThrownBy(() -> pool.map(List.of(1), n -> broken.call()).toList())
            .isInstanceOf(TaskFailedException.class);
      }
    }
  }

  @Tag("slow")
  @Test
  void aWorkerThatIsKilledCostsTheTaskThatMayStartOnceAndNoOther() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("a", "127.0.0.2", 2);
      try (var pool = on(nodes).open()) {
        var once = pool.with(TaskOptions.DEFAULT.withIdempotent(false));
        SerCallable<Integer> fatal =
            () -> {
              Runtime.getRuntime().halt(7);
              return 1;
            };
        assertThatThrownBy(once.submit(fatal)::get).hasCauseInstanceOf(WorkerLost.class);
        assertThat(pool.map(naps(50), n -> n + 1).toList()).hasSize(50).endsWith(50);
        SerCallable<Integer> endless =
            () -> {
              while (true) {
                Thread.onSpinWait();
              }
            };
        var spinning = pool.submit(endless);
        await().atMost(Nodes.LONG).until(() -> spinning.status().phase().name().equals("RUNNING"));
        assertThat(spinning.cancel(CancelLevel.FORCE)).isTrue();
        assertThatThrownBy(() -> spinning.get(20, TimeUnit.SECONDS))
            .isInstanceOf(CancellationException.class);
        assertThat(pool.map(naps(50), n -> n + 1).toList()).hasSize(50);
      }
    }
  }

  @Tag("slow")
  @Test
  void anElasticOneGivesItsWorkersBackAndGetsThemAgain() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("a", "127.0.0.2", 2);
      try (var pool = on(nodes).elastic(0, Duration.ofMillis(300)).open()) {
        assertThat(pool.map(naps(8), ClusterExecutorTest::pidAfter).toList()).hasSize(8);
        await().atMost(Nodes.LONG).until(() -> pool.workers().isEmpty());
        assertThat(pool.map(naps(8), ClusterExecutorTest::pidAfter).toList()).hasSize(8);
      }
    }
  }

  @Test
  void aClusterThatIsNotThereIsSaidAtOnce() {
    assertThatThrownBy(() -> Thresher.open("cluster"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT");
    assertThatThrownBy(() -> Thresher.open("cluster:127.0.0.1:0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT");
    assertThatThrownBy(() -> Thresher.open("cluster:198.51.100.1:25520"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("identity");
    var nowhere = ClusterPlace.at("127.0.0.1:1").identity(directory.resolve("none.pem"));
    assertThatThrownBy(() -> Thresher.builder().cluster(nowhere).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.pem");
    assertThat(directory).isEmptyDirectory();
  }
}
