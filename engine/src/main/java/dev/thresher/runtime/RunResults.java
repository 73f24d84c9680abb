package dev.thresher.runtime;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.data.StoredRecords;
import dev.thresher.model.Outcome;
import dev.thresher.model.Value;
import dev.thresher.plan.Combination;
import dev.thresher.plan.OnError;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.TaskFiles;
import dev.thresher.schedule.Decision;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.StageRows;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decodes what was committed and combines it, stage by stage: the caller's edge, and the only place
 * on the coordinator's side that looks into payloads. Used by one thread.
 */
final class RunResults implements AutoCloseable {
  private final Plan plan;
  private final PayloadCodec payloads;
  private final List<StageResults> stages = new ArrayList<>();
  private final long[] missing;

  RunResults(Plan plan, KindRegistry kinds, PayloadCodec payloads, boolean overwrite)
      throws IOException {
    this.plan = plan;
    this.payloads = payloads;
    this.missing = new long[plan.stages().size()];
    for (var stage : plan.stages()) {
      stages.add(of(stage, kinds, overwrite));
    }
  }

  private static StageResults of(PlannedStage stage, KindRegistry kinds, boolean overwrite)
      throws IOException {
    var kind = StageRows.kindOf(stage.spec(), kinds);
    var rows =
        new RowResults(stage.spec(), kind, StageRows.of(stage.spec(), kinds, new StoredRecords()));
    var files = TaskFiles.of(stage, new StoredRecords());
    return files.isPresent()
        ? new FileResults(
            files.get(), combined(stage.withoutOutput(), kind, rows, overwrite), overwrite)
        : combined(stage, kind, rows, overwrite);
  }

  private static StageResults combined(
      PlannedStage stage, TaskKind kind, RowResults rows, boolean overwrite) throws IOException {
    return switch (stage.combination()) {
      case Combination.Merged() -> new MergedResults(stage, kind, overwrite);
      case Combination.Aggregated(var aggregates) ->
          new AggregateResults(stage, rows, aggregates, overwrite);
      case Combination.Table() ->
          new TableResults(
              rows,
              stage.output().isPresent()
                  ? OutputFile.table(stage.output().get(), List.of(), overwrite)
                  : null);
    };
  }

  /**
   * @throws IOException if an output cannot be written
   */
  void commit(Decision.Commit commit) throws IOException {
    var results = stages.get(commit.stage());
    for (var result : commit.results()) {
      switch (result.outcome()) {
        case Outcome.Completed(var payload) ->
            results.completed(result.index(), payloads.decode(payload));
        case Outcome.Failed _, Outcome.TimedOut _, Outcome.Cancelled _, Outcome.Lost _ -> {
          missing[commit.stage()]++;
          results.missing(result.index());
        }
      }
    }
  }

  /**
   * The last stage's result; absent if it is not to be had. Outputs of stages that are whole are
   * published.
   *
   * @param whole whether every task of the run has ended
   */
  Value finish(boolean whole) throws IOException {
    Value last = Value.Absent.ABSENT;
    for (int i = 0; i < stages.size(); i++) {
      boolean good = whole && isGood(i);
      last = good ? stages.get(i).finish(true).orElse(Value.Absent.ABSENT) : Value.Absent.ABSENT;
    }
    return last;
  }

  /** Files that have appeared by {@link #finish}. */
  List<Path> published(boolean whole) {
    return java.util.stream.IntStream.range(0, stages.size())
        .filter(i -> whole && isGood(i))
        .mapToObj(i -> plan.stages().get(i).output().stream())
        .flatMap(output -> (Stream<OutputSpec>) output)
        .map(OutputSpec::place)
        .toList();
  }

  private boolean isGood(int stage) {
    return missing[stage] == 0 || plan.stages().get(stage).onError() == OnError.SKIP;
  }

  @Override
  public void close() throws IOException {
    for (var stage : stages) {
      try {
        stage.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
