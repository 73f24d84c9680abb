package dev.thresher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.Plans;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LongTasksTest {
  private static final Incarnation WORKER = new Incarnation(new WorkerId("w2"), 1);

  private final LongTasks tasks = new LongTasks(Plans.sums());

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private Optional<String> afterSeconds(long... seconds) {
    var busy = new java.util.ArrayList<Busy>();
    for (long each : seconds) {
      busy.add(new Busy(new TaskId(0, busy.size()), nanos(each)));
    }
    return tasks.look(WORKER, busy);
  }

  @Test
  void aMinuteIsNotLong() {
    assertThat(afterSeconds(1, 59)).isEmpty();
    assertThat(afterSeconds()).isEmpty();
  }

  @Test
  void theLongestIsToldWithWorkerAndAdvice() {
    assertThat(afterSeconds(61, 70).orElseThrow())
        .startsWith("task add 1 has run for 1 min 10 s on w2, and no task of its stage has ended")
        .contains("thresher why");
  }

  @Test
  void itIsToldAgainOnlyAfterTwiceTheTime() {
    assertThat(afterSeconds(70)).isPresent();
    assertThat(afterSeconds(71)).isEmpty();
    assertThat(afterSeconds(139)).isEmpty();
    assertThat(afterSeconds(140)).isPresent();
  }

  @Test
  void whatIsUsualInItsStageIsNotLong() {
    for (int i = 0; i < 10; i++) {
      tasks.ended(0, nanos(30));
    }
    assertThat(afterSeconds(100)).isEmpty();
    assertThat(afterSeconds(8 * 60 + 60).orElseThrow()).contains("half of its stage took ");
  }

  @Test
  void fewEndsTellNothingOfWhatIsUsual() {
    tasks.ended(0, nanos(50));
    assertThat(afterSeconds(61).orElseThrow()).contains("only 1 of its stage have ended");
  }

  @Test
  void aDeadlineIsGivenTwiceItsTime() {
    var withDeadline = new LongTasks(new Plan("naps", List.of(stage(nanos(45)))));
    assertThat(look(withDeadline, 89)).isEmpty();
    assertThat(look(withDeadline, 91).orElseThrow()).contains("its deadline is over");
  }

  private static Optional<String> look(LongTasks tasks, long seconds) {
    return tasks.look(WORKER, List.of(new Busy(new TaskId(0, 0), nanos(seconds))));
  }

  private static PlannedStage stage(long deadlineNanos) {
    var usual = Plans.sums().stages().getFirst();
    var spec =
        new StageSpec(
            0,
            "nap",
            new TaskBody.Builtin("sleep", 1),
            Fields.NONE,
            new Inputs.Single(),
            Semantics.AT_LEAST_ONCE,
            deadlineNanos);
    return new PlannedStage(
        spec,
        1,
        new Dependence.None(),
        usual.retry(),
        usual.onError(),
        usual.combination(),
        Optional.empty());
  }
}
