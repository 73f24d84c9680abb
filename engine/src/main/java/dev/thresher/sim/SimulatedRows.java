package dev.thresher.sim;

import dev.thresher.model.Outcome;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.ScheduleEvent.RowsCounted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Stands for what combines results: once all tasks behind a table are committed, it knows how many
 * rows there are. Of a table that is taken as it grows, it tells the rows that come from the first
 * tasks, as far as all of these are committed.
 */
final class SimulatedRows {
  /** What has been committed of a stage. */
  private static final class Committed {
    private final TreeSet<Long> early = new TreeSet<>();
    private long prefix;
    private boolean failed;

    void add(long index, boolean isGood) {
      failed |= !isGood;
      early.add(index);
      while (early.remove(prefix)) {
        prefix++;
      }
    }
  }

  private final Plan plan;
  private final Consumer<RowsCounted> there;
  private final List<Committed> committed = new ArrayList<>();
  private final Map<Integer, Long> told = new HashMap<>();
  private final TreeSet<Integer> whole = new TreeSet<>();

  /**
   * @param plan with the sizes that come out
   */
  SimulatedRows(Plan plan, Consumer<RowsCounted> there) {
    this.plan = plan;
    this.there = there;
    plan.stages().forEach(_ -> committed.add(new Committed()));
  }

  /** Rows of a growing table that are there when so many of the first tasks behind it are. */
  static long rows(PlannedStage over, PlannedStage from, long prefix) {
    return from.size() == 0 ? over.size() : over.size() * prefix / from.size();
  }

  /** As it is known before the run. */
  Plan planWithoutSizes() {
    return plan.with(
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
    var stage = committed.get(commit.stage());
    commit
        .results()
        .forEach(
            result -> stage.add(result.index(), result.outcome() instanceof Outcome.Completed));
    plan.stages().forEach(this::tellIfThere);
  }

  private void tellIfThere(PlannedStage stage) {
    int number = stage.spec().stage();
    if (!(stage.dependence() instanceof Dependence.RowsOf(_, var earlier, var growing))
        || whole.contains(number)) {
      return;
    }
    var behind = growing.isPresent() ? List.of(growing.getAsInt()) : earlier;
    if (behind.stream().allMatch(this::isWhole)) {
      whole.add(number);
      there.accept(new RowsCounted(number, stage.spec().inputs(), stage.size(), true));
    } else if (growing.isPresent()) {
      tellNews(stage, growing.getAsInt());
    }
  }

  private void tellNews(PlannedStage stage, int from) {
    int number = stage.spec().stage();
    long rows = rows(stage, plan.stages().get(from), committed.get(from).prefix);
    if (rows > told.getOrDefault(number, 0L)) {
      told.put(number, rows);
      there.accept(new RowsCounted(number, stage.spec().inputs(), rows, false));
    }
  }

  private boolean isWhole(int number) {
    var stage = plan.stages().get(number);
    boolean isSized = !(stage.dependence() instanceof Dependence.RowsOf) || whole.contains(number);
    return isSized
        && committed.get(number).prefix == stage.size()
        && (!committed.get(number).failed || stage.onError() == OnError.SKIP);
  }
}
