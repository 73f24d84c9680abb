package dev.thresher.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.launch.HeapPlan;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.scenario.Runs;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TooManyWorkersTest {
  private static final int WORKERS = 64;

  @TempDir Path directory;

  @Test
  @Timeout(180)
  void sixtyFourProcessesGiveTheRightAnswerOrAreRefusedWithTheArithmetic() throws Exception {
    var plan = Runs.divided("sleep", Fields.of("millis", Value.of(5)).with("tasks", Value.of(640)));
    int heap = Runs.settings().processes().heapMebibytes();
    switch (HeapPlan.of(WORKERS, heap, HeapPlan.Machine.current())) {
      case HeapPlan.Fits _ -> {
        var end = Runs.run(plan, BackendKind.PROCESSES, WORKERS, directory.resolve("run")).end();
        assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
        assertThat(end.result()).isEqualTo(Fields.of("slept", Value.of(3_200)));
      }
      case HeapPlan.Refused(String reason) -> assertRefused(plan, reason);
    }
  }

  private void assertRefused(Plan plan, String reason) {
    assertThat(reason).matches(".*\\b64 worker.*\\d+ (cores|MiB).*");
    long before = ProcessHandle.current().descendants().count();
    long start = System.nanoTime();
    assertThatThrownBy(
            () -> Runs.run(plan, BackendKind.PROCESSES, WORKERS, directory.resolve("run")))
        .hasMessageContaining(reason);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
  }
}
