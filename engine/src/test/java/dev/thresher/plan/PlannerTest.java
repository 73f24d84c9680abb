package dev.thresher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.plan.Planner.Planned;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.FakeKinds;
import dev.thresher.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void countsTheProductOfColumnsAndKeepsRowsAsATable() {
    var plan =
        plan(
            "each { p = 0.1..0.9 step 0.1, seed = 1..20 }, task { kind = walk, deadline = 2s, retries = 3 }, output = x.csv");

    assertThat(plan.name()).isEqualTo("w");
    assertThat(plan.tasks()).isEqualTo(180);
    var stage = plan.stages().getFirst();
    assertThat(stage.combination()).isEqualTo(new Combination.Table(List.of("p", "seed", "steps")));
    assertThat(stage.spec().deadlineNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(stage.retry()).isEqualTo(new RetryPolicy(3, 3, Duration.ofSeconds(1)));
    assertThat(stage.output())
        .contains(new OutputSpec(Path.of("/here/x.csv"), OutputSpec.Format.CSV));
  }

  @Test
  void letsAKindDivideAndMergeItsOwnWork() {
    var stage = plan("task { kind = total, limit = 40 }").stages().getFirst();

    assertThat(stage.size()).isEqualTo(40);
    assertThat(stage.combination()).isEqualTo(new Combination.Merged());
    assertThat(stage.onError()).isEqualTo(OnError.FAIL_FAST);
    assertThat(stage.retry()).isEqualTo(RetryPolicy.DEFAULT);
  }

  @Test
  void mergesRowsWhereThatIsAskedForAndWritesAbsolutePathsAsTheyAre() {
    var stage =
        plan("name = n, each { limit = 1..3 }, task { kind = total }, reduce = merge, output = /tmp/o.bin")
            .stages()
            .getFirst();

    assertThat(stage.combination()).isEqualTo(new Combination.Merged());
    assertThat(stage.output())
        .contains(new OutputSpec(Path.of("/tmp/o.bin"), OutputSpec.Format.RAW));
  }

  @Test
  void aggregatesUnderTheGivenNames() {
    var stage =
        plan("task { kind = total, limit = 2 }, reduce { n = count, worst = max(total) }")
            .stages()
            .getFirst();

    assertThat(
            ((RowReduction.Aggregates) ((Combination.Reduced) stage.combination()).reduction())
                .aggregates())
        .containsExactly(
            new Combination.Aggregate("n", Combination.Aggregate.Function.COUNT, ""),
            new Combination.Aggregate("worst", Combination.Aggregate.Function.MAX, "total"));
  }

  @Test
  void blamesTheTaskForWhatItsKindRefusesToDivide() {
    assertThat(refusal("name = x\ntask { kind = total, limit = 13 }"))
        .isEqualTo("w.conf:2: thirteen cannot be divided");
  }

  @Test
  void refusesMoreTasksThanCanBeCounted() {
    var huge = "0..1 step 1e-17";
    assertThat(refusal("each { p = " + huge + ", seed = 1..1000 }\ntask { kind = walk }"))
        .isEqualTo("w.conf:2: these are more tasks than can be counted");
  }

  private static final String TOTAL = "task { kind = total, limit = 3 }";

  @Test
  void aStageStartsOnTheFirstRowsOnlyWhereALaterFailureWithholdsNothing() {
    assertThat(rowsOf("on-error = skip", TOTAL)).isEqualTo(OptionalInt.of(0));
    assertThat(rowsOf("on-error = collect", TOTAL)).isEmpty();
    assertThat(rowsOf("on-error = fail-fast", TOTAL)).isEmpty();
    assertThat(rowsOf("", TOTAL + ", on-error = skip"))
        .as("its own rule does not matter")
        .isEmpty();
    var files = "task { command = [touch, \"{out}\"] }, output = \"{p}-{seed}.txt\"";
    assertThat(rowsOf("on-error = skip", files)).as("names must differ").isEmpty();
    assertThat(rowsOf("on-error = skip, reduce { worst = max(steps) }", TOTAL)).isEmpty();
  }

  private static OptionalInt rowsOf(String first, String second) {
    var stages =
        plan(
            """
            stages {
              a { each { p = [0, 1], seed = 1..2 }, task { kind = walk }
                  %s }
              b { from = a, %s }
            }\
            """
                .formatted(first, second));
    return ((Dependence.RowsOf) stages.stages().getLast().dependence()).growing();
  }

  private static Plan plan(String text) {
    return ((Planned.Ready) planned(text)).plan();
  }

  private static String refusal(String text) {
    return ((Planned.Refused) planned(text)).complaints().getFirst().render();
  }

  private static Planned planned(String text) {
    var planner = new Planner(new FakeKinds(), RecordFiles.NONE, Path.of("/here"));
    return planner.plan(Workloads.accepted(text));
  }
}
