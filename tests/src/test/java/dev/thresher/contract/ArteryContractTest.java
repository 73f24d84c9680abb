package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.TaskOptions;
import dev.thresher.api.Thresher;
import dev.thresher.api.Transport;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.WorkerLost;
import dev.thresher.attack.ListeningPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main points of the contract on workers that join a cluster. All of it is tried on the default
 * transport, and on this one with {@code -Dthresher.test.transport=artery}.
 */
@Timeout(120)
class ArteryContractTest {
  @TempDir Path directory;

  private static IOException thrown() throws IOException {
    throw new IOException("no such device");
  }

  private static List<Integer> ports(WorkerInfo worker) throws IOException {
    return List.copyOf(ListeningPorts.of(worker.place().pid()));
  }

  @Test
  void tasksRunFailAreCancelledAndOutliveTheirWorker() throws Exception {
    try (var pool = Thresher.builder().processes(2).transport(Transport.ARTERY).open()) {
      int captured = 20;
      assertThat(pool.submit(() -> captured + 1).get()).isEqualTo(21);
      for (var worker : pool.workers()) {
        assertThat(worker.state() == WorkerInfo.State.STARTING || ports(worker).size() == 1)
            .as("%s is a node of a cluster", worker)
            .isTrue();
      }
      assertThat(pool.map(List.of(1, 2, 3), n -> n * n).toList()).containsExactly(1, 4, 9);
      var large = new byte[1 << 20];
      Arrays.fill(large, (byte) 7);
      assertThat(pool.submit(bytes -> bytes.clone(), large).get()).isEqualTo(large);
      assertThatThrownBy(() -> pool.submit(ArteryContractTest::thrown).get())
          .hasCauseInstanceOf(IOException.class);
      cancelled(pool);
      startsAgain(pool);
      isLost(pool.with(TaskOptions.DEFAULT.withIdempotent(false)));
      assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
    }
  }

  private void cancelled(Thresher pool) throws Exception {
    var begun = Signal.in(directory, "cancelled");
    var never = Signal.in(directory, "never");
    var future = pool.submit(hold(begun, never, "never"));
    begun.await();
    assertThat(future.cancel(true)).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
  }

  private void startsAgain(Thresher pool) throws Exception {
    var begun = Signal.in(directory, "again");
    var release = Signal.in(directory, "release");
    var future = pool.submit(hold(begun, release, "in the end"));
    begun.await();
    kill(future.status().place().orElseThrow().pid());
    release.raise();
    assertThat(future.get()).isEqualTo("in the end");
  }

  private void isLost(Thresher once) throws Exception {
    var begun = Signal.in(directory, "once");
    var never = Signal.in(directory, "never");
    var future = once.submit(hold(begun, never, "never"));
    begun.await();
    kill(future.status().place().orElseThrow().pid());
    assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(WorkerLost.class);
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }
}
