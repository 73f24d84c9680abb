package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.TasksEnded;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results that are taken in more slowly than tasks make them. */
@Timeout(60)
class SlowOutputTest {
  private static final int TASKS = 400_000;

  /** What may wait, and then what two slots may hold in flight: two batches each. */
  private static final int MOST_AHEAD = 65_536 + 2 * 2 * 4_096;

  /** Counts its calls where the test can see it, in another loader of classes. */
  private static final String COUNTED =
      """
      import java.util.concurrent.atomic.AtomicInteger;
      class T {
        static final AtomicInteger CALLS = (AtomicInteger) System.getProperties().get("CALLED");
        static int f(int n) {
          CALLS.incrementAndGet();
          return n;
        }
      }
      """;

  private final WorkloadDirectory files;
  private final String called;
  private final AtomicInteger calls = new AtomicInteger();

  SlowOutputTest(@TempDir Path directory) {
    files = new WorkloadDirectory(directory);
    called = "calls of " + directory;
    System.getProperties().put(called, calls);
  }

  @AfterEach
  void forgetCalls() {
    System.getProperties().remove(called);
  }

  @Test
  void tasksWaitForAnOutputThatStandsStill() throws Exception {
    files.write("T.java", COUNTED.replace("CALLED", called));
    var workload =
        "each { n = 1..%d }\ntask { java = T.java, method = f }\nreduce { s = sum(f) }"
            .formatted(TASKS);
    var goOn = new CountDownLatch(1);
    var going = files.start(files.ready(workload), 2, event -> standStill(event, goOn));
    awaitPause();
    assertThat(calls).hasValueLessThanOrEqualTo(MOST_AHEAD);
    goOn.countDown();
    var end = going.await();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(end.result().asFields().whole("s")).isEqualTo(TASKS * (TASKS + 1L) / 2);
  }

  private static void standStill(RunEvent event, CountDownLatch goOn) {
    if (event instanceof TasksEnded) {
      try {
        goOn.await();
      } catch (InterruptedException never) {
        throw new IllegalStateException(never);
      }
    }
  }

  /** Until no task has been called for a while. */
  private void awaitPause() throws InterruptedException {
    for (int seen = -1; calls.get() == 0 || seen != calls.get(); ) {
      seen = calls.get();
      Thread.sleep(500);
    }
  }
}
