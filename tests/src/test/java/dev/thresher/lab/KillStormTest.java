package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host after the other is lost, faster than anybody notices. */
@Tag("slow")
@Timeout(190)
class KillStormTest {
  private static final Duration STORM = Duration.ofSeconds(60);
  private static final int TASKS = 300;

  @TempDir Path directory;

  @Test
  void aWorkerProcessKilledEachSecondForAMinuteStopsNobody() throws Exception {
    var opened = Lab.open(directory);
    assumeTrue(opened.isPresent(), "there is no right to make network namespaces");
    try (var lab = opened.get();
        var run = lab.run(TASKS, 0.1)) {
      run.awaitBegun(6);
      var coordinator = lab.cluster().node(LabHost.BIG);
      int kills = storm(lab.cluster());
      System.err.println("killed " + kills + " worker processes in a minute");
      assertThat(kills).isGreaterThan(50);
      assertThat(coordinator.lives(0)).as("the coordinator lives").isTrue();
      lab.cluster().ready();
      run.awaitEnd();
      run.assertWholeAndCommittedOnce();
    }
  }

  private static int storm(LabCluster cluster) throws Exception {
    long until = System.nanoTime() + STORM.toNanos();
    int kills = 0;
    for (var next = LabHost.LEFT; System.nanoTime() < until; next = other(next)) {
      cluster.node(next).signal("KILL");
      kills++;
      TimeUnit.MILLISECONDS.sleep(50);
      cluster.start(next);
      TimeUnit.MILLISECONDS.sleep(900);
    }
    return kills;
  }

  private static LabHost other(LabHost host) {
    return host == LabHost.LEFT ? LabHost.RIGHT : LabHost.LEFT;
  }
}
