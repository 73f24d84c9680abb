package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A run that takes longer than its deadline is stopped and says so; one that does not is not. */
@Timeout(120)
class RunDeadlineTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void stopsWhatRunsWhenItHasPassed(BackendKind backend) throws Exception {
    var plan = sleeps(100, 3_600_000).withDeadline(Duration.ofMillis(300));
    var run = Runs.run(plan, backend, 2, temporary.resolve("run"));
    assertThat(run.end().end()).isEqualTo(RunEnd.DEADLINE);
    assertThat(run.end().end().exitCode()).isEqualTo(124);
    assertThat(run.end().detail())
        .isEqualTo("the run's deadline of 300 ms has passed; 100 of 100 tasks had not ended");
    assertThat(run.end().result()).isEqualTo(Value.Absent.ABSENT);
  }

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void doesNotTouchARunThatEndsBefore(BackendKind backend) throws Exception {
    var plan = sleeps(10, 1).withDeadline(Duration.ofHours(1));
    var run = Runs.run(plan, backend, 2, temporary.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
  }

  private static Plan sleeps(int tasks, int millis) {
    return Runs.divided(
        "sleep", Fields.of("tasks", Value.of(tasks)).with("millis", Value.of(millis)));
  }
}
