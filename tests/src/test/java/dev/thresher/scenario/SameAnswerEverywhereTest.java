package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(120)
class SameAnswerEverywhereTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void thePrimesBelowTenMillionAre664579(BackendKind backend) throws InterruptedException {
    var plan = Runs.divided("primes", Fields.of("limit", Value.of(10_000_000)));
    var run = Runs.run(plan, backend, 2, temporary.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(run.end().result()).isEqualTo(Fields.of("primes", Value.of(664_579)));
  }

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void treeT1Has4130071Nodes(BackendKind backend) throws InterruptedException {
    var plan = Runs.divided("uts", Fields.of("tree", Value.of("T1")));
    var run = Runs.run(plan, backend, 2, temporary.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(run.end().result().asFields().whole("nodes")).isEqualTo(4_130_071);
    assertThat(run.end().result().asFields().whole("depth")).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, names = "PROCESSES")
  void workersAreProcessesOfTheirOwn(BackendKind backend) throws InterruptedException {
    var plan = Runs.divided("sleep", Fields.of("millis", Value.of(1)).with("tasks", Value.of(20)));
    var run = Runs.run(plan, backend, 2, temporary.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    var pids =
        run.events().stream()
            .filter(WorkerUp.class::isInstance)
            .map(event -> ((WorkerUp) event).pid())
            .toList();
    assertThat(pids).hasSizeGreaterThanOrEqualTo(1).doesNotHaveDuplicates();
    assertThat(pids).doesNotContain(ProcessHandle.current().pid());
    assertThat(pids).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
  }
}
