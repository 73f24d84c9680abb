package dev.thresher.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.attack.RawPeer.Manner;
import dev.thresher.cluster.UnguardedSystem.Missing;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.scenario.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every attack on every port of a cluster of coordinator and workers, while a real run goes on. */
@Timeout(120)
class AttackedRunTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int TASKS = 600;
  private static final int MILLIS = 60;
  private static final int FRAME_BYTES = 64 << 20;
  private static final int HALF_OPEN = 200;
  private static final int ROUNDS = 4;
  private static final long MOST_MEBIBYTES = 32;

  @TempDir Path directory;
  private final List<RawPeer> open = new ArrayList<>();
  private Runs.Going run;

  @BeforeEach
  void startARun() {
    var tasks = Fields.of("millis", Value.of(MILLIS)).with("tasks", Value.of(TASKS));
    var plan = Runs.divided("sleep", tasks);
    var settings = Runs.settings().withTransport(Transport.ARTERY);
    run = Runs.start(plan, BackendKind.PROCESSES, 2, directory.resolve("run"), settings);
    await()
        .atMost(LONG)
        .until(() -> run.all(RunEvent.WorkerUp.class).size() == 2 && run.completed() > 0);
  }

  @AfterEach
  void hangUp() throws IOException, InterruptedException {
    for (var peer : open) {
      peer.close();
    }
    run.handle().cancel("the test is over");
    run.await();
  }

  /** Nothing of the run has changed: its members, its tasks, its result. */
  private void assertUnharmed() throws InterruptedException {
    assertThat(run.isOver()).as("the run was over before the attack was").isFalse();
    var end = run.await().end();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(end.result()).isEqualTo(Fields.of("slept", Value.of(TASKS * MILLIS)));
    assertThat(run.completed()).isEqualTo(TASKS);
    assertThat(run.all(RunEvent.TaskRetried.class)).isEmpty();
    assertThat(run.all(RunEvent.WorkerUp.class))
        .extracting(up -> up.worker().toString())
        .containsExactlyInAnyOrder("w1", "w2");
    assertThat(run.all(RunEvent.WorkerDown.class)).allMatch(RunEvent.WorkerDown::expected);
  }

  private List<Integer> ports() throws IOException {
    var ports = new TreeSet<>(ListeningPorts.of(ProcessHandle.current().pid()));
    for (long worker : run.pids()) {
      var theirs = ListeningPorts.of(worker);
      assertThat(theirs).as("ports of worker " + worker).hasSize(1);
      ports.addAll(theirs);
    }
    assertThat(ports).as("of coordinator and two workers").hasSizeGreaterThanOrEqualTo(3);
    return List.copyOf(ports);
  }

  /** MiB of live objects, by process. */
  private Map<Long, Long> heaps() throws IOException, InterruptedException {
    var heaps = new TreeMap<Long, Long>();
    heaps.put(ProcessHandle.current().pid(), Heap.own());
    for (long worker : run.pids()) {
      heaps.put(worker, Heap.of(worker));
    }
    return heaps;
  }

  private void assertNoHeapGrew(Map<Long, Long> before) throws IOException, InterruptedException {
    assertThat(heaps())
        .allSatisfy((pid, now) -> assertThat(now - before.get(pid)).isLessThan(MOST_MEBIBYTES));
  }

  @Tag("slow")
  @Test
  void nothingThatComesToItsPortsChangesARun() throws Exception {
    var ports = ports();
    var before = heaps();
    sendGigabytes(ports);
    holdConnectionsOpen(ports);
    sendStrangers(ports);
    assertNoHeapGrew(before);
    assertUnharmed();
  }

  private void sendGigabytes(List<Integer> ports) throws IOException {
    for (int port : ports) {
      for (var manner : Manner.values()) {
        var peer = RawPeer.connect(port, manner);
        open.add(peer);
        assertThat(peer.sendFrame(FRAME_BYTES)).as(manner + " was let in at " + port).isFalse();
      }
    }
  }

  private void holdConnectionsOpen(List<Integer> ports) throws IOException {
    for (int port : ports) {
      for (int i = 0; i < HALF_OPEN; i++) {
        var peer = RawPeer.connect(port, Manner.PLAIN);
        open.add(peer);
        if (i % 2 == 0) {
          peer.sendHalfAHello();
        }
      }
    }
  }

  private void sendStrangers(List<Integer> ports) {
    try (var plain = new Stranger(Missing.TLS);
        var withOwnKey = new Stranger(Missing.TRUST)) {
      for (int round = 0; round < ROUNDS; round++) {
        ports.forEach(plain::attack);
        ports.forEach(withOwnKey::attack);
        open.forEach(RawPeer::dribble);
        long before = run.completed();
        await().atMost(LONG).until(() -> run.completed() > before + 10);
      }
    }
  }
}
