package dev.thresher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.plan.Plan;
import dev.thresher.plan.Plans;
import dev.thresher.report.Prediction.Share;
import dev.thresher.task.Inputs;
import dev.thresher.task.TaskBody;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static Plan plan(String kind, long tasks) {
    return new Plan(
        "sums",
        List.of(
            Plans.stage(
                0,
                "add",
                new TaskBody.Builtin(kind, 1),
                new Inputs.Single(),
                tasks,
                Optional.empty())));
  }

  private static Optional<Prediction> predicted(Plan plan, long slots, Plan earlier) {
    return Prediction.of(
        plan, slots, RunEvents.reportOf(RunEvents.threads()), PlanJson.of(earlier));
  }

  @Test
  void takesTheMeanOfTheEarlierRunForEachRoundOfTasks() {
    var plan = plan("primes", 9);
    // Four tasks took 1.6 s; nine on two slots are five rounds.
    var prediction = predicted(plan, 2, plan).orElseThrow();
    assertThat(prediction.stages()).containsExactly(new Share("add", 9, 0.4e9));
    assertThat(prediction.nanos()).isCloseTo(5 * 0.4e9, within(1.0));
    assertThat(prediction.run()).isEqualTo("sums-20261101-100000-abcd");
    assertThat(predicted(plan, 100, plan).orElseThrow().nanos()).isCloseTo(0.4e9, within(1.0));
  }

  @Test
  void tellsWhetherTheSameWasComputed() {
    var plan = plan("primes", 4);
    assertThat(predicted(plan, 1, plan("primes", 7)).orElseThrow().sameArguments()).isTrue();
    assertThat(predicted(plan, 1, plan("sleep", 4)).orElseThrow().sameArguments()).isFalse();
  }

  @Test
  void countsOnTheEarlierRunWhereTheNumberOfTasksIsNotKnown() {
    var stage = plan("primes", 4).stages().getFirst();
    var plan = new Plan("sums", List.of(Plans.over("rows", stage)));
    assertThat(predicted(plan, 2, plan).orElseThrow().stages().getFirst().tasks()).isEqualTo(4);
  }

  @Test
  void saysNothingOfAStageThatNothingIsKnownOf() {
    var plan = plan("primes", 4);
    var other =
        new Plan(
            "sums",
            List.of(
                plan.stages().getFirst(),
                Plans.stage(
                    1,
                    "more",
                    new TaskBody.Builtin("primes", 1),
                    new Inputs.Single(),
                    1,
                    Optional.empty())));
    assertThat(predicted(other, 2, plan)).isEmpty();
    var nothingEnded =
        RunEvents.reportOf(
            List.of(
                RunEvents.started(BackendKind.THREADS, "memory", 4),
                RunEvents.ended(1, RunEnd.INTERRUPTED, "", Value.Absent.ABSENT)));
    assertThat(Prediction.of(plan, 2, nothingEnded, PlanJson.of(plan))).isEmpty();
  }
}
