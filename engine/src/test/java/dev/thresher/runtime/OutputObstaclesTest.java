package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.runtime.OutputObstacles.Obstacle;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out before a run of hours. */
class OutputObstaclesTest {
  private static final String STAGES =
      """
      stages {
        naps { each { millis = [1, 2] }, task { kind = sleep, tasks = 1 }
               output = naps.csv }
        each { from = naps, task { command = [cp, a, "{out}"] }
               output = "each/{index}" }
        sums { from = naps, group-by = millis, reduce { n = count }
               output = sums.json }
        both { join = [naps, sums], on = millis
               output = both.csv }
      }
      """;

  @Test
  void outputsOfStagesWithoutTasksStandInTheWayToo(@TempDir Path directory) throws Exception {
    var files = new WorkloadDirectory(directory);
    for (var name : new String[] {"naps.csv", "sums.json", "both.csv"}) {
      files.write(name, "precious");
    }
    var ready = files.ready(STAGES);
    var found = OutputObstacles.of(ready.plan(), new StoredRecords(), false);
    assertThat(found).extracting(Obstacle::stage).containsExactlyInAnyOrder("naps", "sums", "both");
    assertThat(found).allMatch(one -> one.text().endsWith("move it away or pass --overwrite"));
    assertThat(found)
        .extracting(one -> Objects.toString(ready.workload().output(one.stage()).get().origin()))
        .containsExactlyInAnyOrder("w.conf:3", "w.conf:7", "w.conf:9");
    assertThat(OutputObstacles.of(ready.plan(), new StoredRecords(), true)).isEmpty();
  }
}
