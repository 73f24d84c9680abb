package dev.thresher.plan;

import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.task.Inputs;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.Template;
import dev.thresher.workload.ErrorRule;
import dev.thresher.workload.OutputRequest;
import dev.thresher.workload.Reduction;
import dev.thresher.workload.Workload;
import dev.thresher.workload.WorkloadQuery;
import dev.thresher.workload.WorkloadStage;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Complaints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a {@link Workload} amounts to: numbers its stages, counts tasks, settles outputs.
 */
public final class Planner {
  private final KindRegistry kinds;
  private final RecordFiles records;
  private final Path directory;

  /**
   * @param directory absolute; where relative paths of outputs begin
   */
  public Planner(KindRegistry kinds, RecordFiles records, Path directory) {
    this.kinds = kinds;
    this.records = records;
    this.directory = directory;
  }

  /** What became of a workload. */
  public sealed interface Planned {
    record Ready(Plan plan) implements Planned {}

    /** Arguments that are fine one by one but not together. */
    record Refused(List<Complaint> complaints) implements Planned {
      public Refused {
        complaints = List.copyOf(complaints);
      }
    }
  }

  public Planned plan(Workload workload) {
    var complaints = new Complaints();
    var stages = new ArrayList<PlannedStage>();
    for (var stage : workload.stages()) {
      try {
        stages.add(planned(stage, workload, stages));
      } catch (ArithmeticException overflow) {
        complaints.add(stage.origin(), "these are more tasks than can be counted");
      } catch (IllegalArgumentException refused) {
        complaints.add(stage.origin(), String.valueOf(refused.getMessage()));
      }
    }
    return complaints.isEmpty()
        ? new Planned.Ready(
            new Plan(
                workload.name(),
                workload.deadline(),
                workload.halt(),
                stages,
                workload.queries().stream().map(this::derivation).toList(),
                workload.result()))
        : new Planned.Refused(complaints.sorted());
  }

  private PlannedStage planned(WorkloadStage stage, Workload workload, List<PlannedStage> earlier) {
    var spec =
        new StageSpec(
            earlier.size(),
            stage.name(),
            stage.body(),
            stage.constants(),
            stage.inputs(),
            stage.semantics(),
            stage.deadline().map(Duration::toNanos).orElse(0L));
    var output = stage.output().map(this::output);
    output
        .filter(known -> known.format() == OutputSpec.Format.PER_TASK && stage.from().isEmpty())
        .ifPresent(known -> new TaskFiles(spec, known, records).requireApart());
    return new PlannedStage(
        spec,
        stage.from().isPresent() ? 0 : StageRows.sizeOf(spec, kinds),
        new Ancestors(workload, earlier).dependence(stage),
        retry(stage),
        onError(stage.onError()),
        stage.share(),
        combination(stage),
        output);
  }

  private Derivation derivation(WorkloadQuery query) {
    var operation =
        switch (query.operation()) {
          case WorkloadQuery.Operation.Grouped(var by, var reduction) ->
              new Derivation.Operation.Grouped(by, rows(reduction));
          case WorkloadQuery.Operation.Joined(var on) -> new Derivation.Operation.Joined(on);
        };
    return new Derivation(
        query.name(), query.from(), operation, query.columns(), query.output().map(this::output));
  }

  private static RetryPolicy retry(WorkloadStage stage) {
    var usual = RetryPolicy.DEFAULT;
    return stage
        .retries()
        .map(said -> new RetryPolicy(said.times(), usual.afterLoss(), said.backoff(), said.on()))
        .orElse(usual);
  }

  private static OnError onError(ErrorRule rule) {
    return switch (rule) {
      case FAIL_FAST -> OnError.FAIL_FAST;
      case COLLECT -> OnError.COLLECT;
      case SKIP -> OnError.SKIP;
    };
  }

  private static Combination combination(WorkloadStage stage) {
    return switch (stage.reduction()) {
      case Reduction.Merge() -> new Combination.Merged();
      case Reduction.OfRows reduction -> new Combination.Reduced(rows(reduction));
      case Reduction.Unsaid() ->
          switch (stage.inputs()) {
            case Inputs.Divided() -> new Combination.Merged();
            case Inputs.Single(), Inputs.Product _, Inputs.Spooled _, Inputs.Given _ ->
                new Combination.Table(stage.columns());
          };
    };
  }

  private static RowReduction rows(Reduction.OfRows reduction) {
    return switch (reduction) {
      case Reduction.Aggregates(var aggregates) ->
          new RowReduction.Aggregates(aggregates.stream().map(Planner::aggregate).toList());
      case Reduction.Method(var method, var column, _, _) ->
          new RowReduction.Method(method, column);
    };
  }

  private static Aggregate aggregate(Reduction.Aggregate said) {
    var function =
        switch (said.function()) {
          case COUNT -> Aggregate.Function.COUNT;
          case SUM -> Aggregate.Function.SUM;
          case MEAN -> Aggregate.Function.MEAN;
          case MIN -> Aggregate.Function.MIN;
          case MAX -> Aggregate.Function.MAX;
          case FIRST -> Aggregate.Function.FIRST;
          case LAST -> Aggregate.Function.LAST;
        };
    return new Aggregate(said.name(), function, said.column());
  }

  private OutputSpec output(OutputRequest request) {
    var format =
        switch (request.format()) {
          case CSV -> OutputSpec.Format.CSV;
          case JSON -> OutputSpec.Format.JSON;
          case JSON_LINES -> OutputSpec.Format.JSON_LINES;
          case SQLITE -> OutputSpec.Format.SQLITE;
          case RAW -> OutputSpec.Format.RAW;
          case PER_TASK -> OutputSpec.Format.PER_TASK;
        };
    if (format == OutputSpec.Format.PER_TASK) {
      var base = Path.of(Template.literal(directory.toString()));
      return new OutputSpec(base.resolve(request.path()), format);
    }
    return new OutputSpec(directory.resolve(request.path()).normalize(), format);
  }
}
