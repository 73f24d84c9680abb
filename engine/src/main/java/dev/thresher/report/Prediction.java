package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.report.RunReport.StageWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long the tasks of a plan would take if they took what those of an earlier run took. Starting
 * workers and moving data come on top; stages that could overlap are taken one after another.
 *
 * @param run that it is taken from
 * @param slots tasks at once
 * @param sameArguments whether the earlier run computed the same with the same parameters; inputs
 *     may differ in any case
 */
public record Prediction(
    String run, BackendKind backend, long slots, List<Share> stages, boolean sameArguments) {
  public Prediction {
    stages = List.copyOf(stages);
  }

  /**
   * One stage's part.
   *
   * @param tasks as planned; as many as there were, if that is not known before the run
   * @param meanNanos of one task in the earlier run
   */
  public record Share(String stage, long tasks, double meanNanos) {
    double nanos(long slots) {
      return Math.ceilDiv(tasks, slots) * meanNanos;
    }
  }

  public double nanos() {
    return stages.stream().mapToDouble(share -> share.nanos(slots)).sum();
  }

  /**
   * Empty if no task of some stage has ended in that run.
   *
   * @param earlierPlan {@code plan.json} of that run
   */
  public static Optional<Prediction> of(
      Plan plan, long slots, RunReport earlier, Fields earlierPlan) {
    var shares = new ArrayList<Share>();
    for (var stage : plan.stages()) {
      var work = workOf(stage.spec().name(), earlier);
      if (work.isEmpty()) {
        return Optional.empty();
      }
      shares.add(share(stage, work.get()));
    }
    return Optional.of(
        new Prediction(
            earlier.run(),
            earlier.backend(),
            slots,
            shares,
            arguments(PlanJson.of(plan)).equals(arguments(earlierPlan))));
  }

  private static Optional<StageWork> workOf(String stage, RunReport earlier) {
    return earlier.stages().stream()
        .filter(work -> work.name().equals(stage) && work.work().ended() > 0)
        .findFirst();
  }

  private static Share share(PlannedStage stage, StageWork earlier) {
    var work = earlier.work();
    long tasks = stage.dependence() instanceof Dependence.RowsOf ? work.ended() : stage.size();
    return new Share(stage.spec().name(), tasks, (double) work.taskNanos() / work.ended());
  }

  // As text: bytes that were read back are their digest.
  private static List<String> arguments(Fields plan) {
    return plan.find("stages").map(Value::asSequence).orElse(List.of()).stream()
        .map(Value::asFields)
        .map(stage ->
            JsonText.of(
                Fields.of("body", stage.get("body")).with("constants", stage.get("constants"))))
        .toList();
  }
}
