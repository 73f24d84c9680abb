package dev.thresher.sim;

import dev.thresher.model.Outcome;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.ScheduleEvent.RowsCounted;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Stands for what combines results: once all tasks behind a table are committed, it knows how many
 * rows there are.
 */
final class SimulatedRows {
  private final Plan plan;
  private final Consumer<RowsCounted> there;
  private final long[] settled;
  private final boolean[] failed;
  private final TreeSet<Integer> told = new TreeSet<>();

  /**
   * @param plan with the sizes that come out
   */
  SimulatedRows(Plan plan, Consumer<RowsCounted> there) {
    this.plan = plan;
    this.there = there;
    this.settled = new long[plan.stages().size()];
    this.failed = new boolean[plan.stages().size()];
  }

  /** As it is known before the run. */
  Plan planWithoutSizes() {
    return new Plan(
        plan.name(),
        plan.deadline(),
        plan.stages().stream()
            .map(stage ->
                stage.dependence() instanceof Dependence.RowsOf
                    ? stage.over(stage.spec().inputs(), 0)
                    : stage)
            .toList());
  }

  /** A table of no tasks is there from the start. */
  void begin() {
    plan.stages().forEach(this::tellIfThere);
  }

  void committed(Decision.Commit commit) {
    int number = commit.stage();
    settled[number] += commit.results().size();
    failed[number] |=
        commit.results().stream()
            .anyMatch(result -> !(result.outcome() instanceof Outcome.Completed));
    plan.stages().forEach(this::tellIfThere);
  }

  private void tellIfThere(PlannedStage stage) {
    int number = stage.spec().stage();
    if (stage.dependence() instanceof Dependence.RowsOf(_, List<Integer> earlier)
        && earlier.stream().allMatch(this::hasRows)
        && told.add(number)) {
      there.accept(new RowsCounted(number, stage.spec().inputs(), stage.size()));
    }
  }

  private boolean hasRows(int number) {
    var stage = plan.stages().get(number);
    boolean isSized = !(stage.dependence() instanceof Dependence.RowsOf) || told.contains(number);
    return isSized
        && settled[number] == stage.size()
        && (!failed[number] || stage.onError() == OnError.SKIP);
  }
}
