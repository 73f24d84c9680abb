package dev.thresher.runtime;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.execute.bodies.JavaCombiner;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Derivation;
import dev.thresher.plan.Derivation.Operation;
import dev.thresher.plan.OnError;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RowReduction;
import dev.thresher.plan.TaskFiles;
import dev.thresher.rundir.Publication;
import dev.thresher.rundir.RowTable;
import dev.thresher.schedule.Decision;
import dev.thresher.task.Inputs;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.StageRows;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decodes what was committed and combines it, stage by stage: the caller's edge, and the only place
 * on the coordinator's side that looks into payloads. Stages without tasks are computed here as the
 * rows come by. Used by one thread.
 */
final class RunResults implements AutoCloseable {
  /** What is needed of the run. */
  record Terms(
      KindRegistry kinds,
      RecordFiles records,
      PayloadCodec payloads,
      Path staging,
      OutputFile.Manner manner,
      CombinerCalls calls,
      RowsReady rows) {}

  /** Is told when rows are there over which a stage runs. */
  interface RowsReady {
    /**
     * @param size rows from the first on
     * @param further of these, those of which nothing was told before
     * @param whole whether there will be no more
     */
    void ready(int stage, Inputs inputs, long size, long further, boolean whole);
  }

  /** Commits after which rows are told of though more commits wait. */
  private static final int MOST_UNTOLD = 64;

  private static final Optional<List<String>> NOT_KNOWN = Optional.empty();

  private final Plan plan;
  private final Terms terms;
  private final Map<String, Outlet> outlets = new LinkedHashMap<>();
  private final Map<Integer, Progress> progress = new HashMap<>();
  private final Map<String, Value> results = new HashMap<>();
  private final List<SpooledRows> spools = new ArrayList<>();
  private List<Path> published = List.of();
  private List<String> remarks = List.of();
  private boolean replaying;
  private int untold;
  private long bytesInFiles;

  /** Of a stage that has begun. */
  private static final class Progress {
    final PlannedStage stage;
    final StageResults results;
    long size;
    boolean whole;
    long arrived;
    long missing;

    Progress(PlannedStage stage, StageResults results) {
      this.stage = stage;
      this.results = results;
    }

    void grow(long size, boolean whole) {
      this.size = size;
      this.whole = whole;
    }

    boolean isOver() {
      return whole && arrived == size;
    }

    boolean isGood() {
      return missing == 0 || stage.onError() == OnError.SKIP;
    }
  }

  /**
   * @throws IOException if an output cannot be written
   */
  RunResults(Plan plan, Terms terms) throws IOException {
    this.plan = plan;
    this.terms = terms;
    for (var stage : plan.stages()) {
      outlets.put(stage.spec().name(), outlet(stage));
    }
    for (var derivation : plan.derivations()) {
      derive(derivation);
    }
    for (var stage : plan.stages()) {
      if (stage.dependence() instanceof Dependence.RowsOf(String table, _, var growing)) {
        var columns = growing.isPresent() ? Optional.of(columnsOf(table)) : NOT_KNOWN;
        outlet(table).follow(spool(stage, columns));
      }
    }
  }

  /** To be called before the first commit; may tell of rows that are there already. */
  void begin() throws IOException {
    for (var stage : plan.stages()) {
      if (!(stage.dependence() instanceof Dependence.RowsOf)) {
        var made = begin(stage);
        made.grow(stage.size(), true);
        finishIfOver(made);
      }
    }
  }

  private Outlet outlet(PlannedStage stage) throws IOException {
    // Files of tasks are published one by one, as their results come.
    var output = stage.output().filter(known -> known.format() != OutputSpec.Format.PER_TASK);
    var name = stage.spec().name();
    return stage.combination() instanceof Combination.Table(var columns)
        ? Outlet.ofRows(output, table(name, columns), terms.manner())
        : Outlet.ofWhole(output, table(name, List.of()), terms.manner());
  }

  /** Written to its output, and perhaps through the run's directory of files on their way. */
  private RowTable table(String stage, List<String> columns) {
    return new RowTable(stage, columns, terms.staging());
  }

  private Outlet outlet(String name) {
    var outlet = outlets.get(name);
    if (outlet == null) {
      throw new IllegalStateException("no stage before this one is called " + name);
    }
    return outlet;
  }

  private void derive(Derivation derivation) throws IOException {
    var output = derivation.output();
    var name = derivation.name();
    switch (derivation.operation()) {
      case Operation.Grouped grouped -> {
        var outlet =
            grouped.by().isEmpty()
                ? Outlet.ofWhole(output, table(name, List.of()), terms.manner())
                : Outlet.ofRows(output, table(name, derivation.columns()), terms.manner());
        outlets.put(name, outlet);
        outlet(derivation.from().getFirst())
            .follow(
                new GroupedRows<>(
                    grouped.by(),
                    fold(name, 0, grouped.reduction()),
                    outlet,
                    result -> results.put(name, result)));
      }
      case Operation.Joined joined -> {
        var outlet = Outlet.ofRows(output, table(name, derivation.columns()), terms.manner());
        outlets.put(name, outlet);
        var rows = new JoinedRows(joined, outlet, result -> results.put(name, result));
        outlet(derivation.from().get(0)).follow(rows.left());
        outlet(derivation.from().get(1)).follow(rows.right());
      }
    }
  }

  private List<String> columnsOf(String table) {
    return plan.stages().stream()
        .filter(stage -> stage.spec().name().equals(table))
        .map(PlannedStage::combination)
        .flatMap(combination ->
            combination instanceof Combination.Table(var columns)
                ? Stream.of(columns)
                : Stream.empty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(table + " makes no rows"));
  }

  private SpooledRows spool(PlannedStage stage, Optional<List<String>> columns) {
    var file = terms.staging().resolve(stage.spec().stage() + ".rows.jsonl");
    var spool =
        new SpooledRows(
            file, columns, (inputs, size, whole) -> rowsAreThere(stage, inputs, size, whole));
    spools.add(spool);
    return spool;
  }

  private void rowsAreThere(PlannedStage planned, Inputs inputs, long size, boolean whole)
      throws IOException {
    int number = planned.spec().stage();
    var known = progress.get(number);
    var stage = known == null ? beginOver(planned.over(inputs, size)) : known;
    long further = size - stage.size;
    stage.grow(size, whole);
    terms.rows().ready(number, inputs, size, further, whole);
    finishIfOver(stage);
  }

  private Progress beginOver(PlannedStage stage) {
    requireFreeFiles(stage);
    return begin(stage);
  }

  // Of other stages this is found out before the run.
  private void requireFreeFiles(PlannedStage stage) {
    try {
      TaskFiles.of(stage, terms.records()).ifPresent(TaskFiles::requireApart);
    } catch (IllegalArgumentException refused) {
      throw new UnfitResultException(
          "stage %s: %s".formatted(stage.spec().name(), refused.getMessage()));
    }
    // What an earlier life of the run has delivered is its own.
    boolean mayExist = terms.manner().overwrite() || replaying;
    var obstacles = OutputObstacles.of(stage, terms.records(), mayExist);
    if (!obstacles.isEmpty()) {
      throw new UnfitResultException(
          "stage %s: output %s".formatted(stage.spec().name(), String.join("; ", obstacles)));
    }
  }

  private Progress begin(PlannedStage stage) {
    var made = new Progress(stage, resultsOf(stage));
    progress.put(stage.spec().stage(), made);
    return made;
  }

  /** Tells of the rows on which stages can start; to be called when no commit waits. */
  void tellOfRows() throws IOException {
    untold = 0;
    for (var spool : spools) {
      spool.tellNews();
    }
  }

  private StageResults resultsOf(PlannedStage stage) {
    var kind = StageRows.kindOf(stage.spec(), terms.kinds());
    var rows =
        new RowResults(
            stage.spec(), kind, StageRows.of(stage.spec(), terms.kinds(), terms.records()));
    return TaskFiles.of(stage, terms.records())
        .<StageResults>map(
            files -> new FileResults(files, combined(stage, kind, rows), this::deliver))
        .orElseGet(() -> combined(stage, kind, rows));
  }

  private RowFold<?> fold(String stage, long callNanos, RowReduction reduction) {
    return switch (reduction) {
      case RowReduction.Aggregates(var aggregates) -> new Aggregation(stage, aggregates);
      case RowReduction.Method(var method, var column) ->
          new MethodFold(stage, column, JavaCombiner.of(method), callNanos, terms.calls());
    };
  }

  // Wherever the run's directory was when the task made it.
  private void deliver(Path made, Path target) throws IOException {
    var manner = terms.manner();
    Publication.deliver(
        terms.staging().resolve("" + made.getFileName()),
        target,
        manner.mark(),
        manner.overwrite(),
        replaying);
  }

  private StageResults combined(PlannedStage stage, TaskKind kind, RowResults rows) {
    var outlet = outlet(stage.spec().name());
    return switch (stage.combination()) {
      case Combination.Merged() -> new MergedResults(stage, kind, outlet);
      case Combination.Reduced(var reduction) ->
          new ReducedResults<>(
              stage,
              rows,
              fold(stage.spec().name(), stage.spec().deadlineNanos(), reduction),
              outlet);
      case Combination.Table _ -> new TableResults(rows, outlet);
    };
  }

  /**
   * What an earlier life of the run has committed, in its order; before the first commit.
   *
   * @throws IOException if an output cannot be written
   */
  void replay(Decision.Commit commit) throws IOException {
    replaying = true;
    commit(commit);
    // What is replayed next may be of a task over one of these rows.
    tellOfRows();
    replaying = false;
  }

  /**
   * @throws IOException if an output cannot be written
   */
  void commit(Decision.Commit commit) throws IOException {
    var stage = progress.get(commit.stage());
    if (stage == null) {
      throw new IllegalStateException("stage " + commit.stage() + " began before its rows");
    }
    for (var result : commit.results()) {
      stage.arrived++;
      switch (result.outcome()) {
        case Outcome.Completed(var payload) -> {
          if (payload instanceof Payload.Blob blob && !replaying) {
            bytesInFiles += blob.length();
          }
          stage.results.completed(result.index(), terms.payloads().decode(payload));
        }
        case Outcome.Failed _, Outcome.TimedOut _, Outcome.Cancelled _, Outcome.Lost _ -> {
          stage.missing++;
          stage.results.missing(result.index());
        }
      }
    }
    finishIfOver(stage);
    if (++untold >= MOST_UNTOLD) {
      tellOfRows();
    }
  }

  /** Of results that came as files, beside what came in messages. */
  long bytesInFiles() {
    return bytesInFiles;
  }

  // What follows a stage that did not end well gets no rows.
  private void finishIfOver(Progress stage) throws IOException {
    if (stage.isOver() && stage.isGood()) {
      var name = stage.stage.spec().name();
      stage.results.finish().ifPresent(result -> results.put(name, result));
      outlet(name).end();
    }
  }

  /**
   * The result of the run; absent if it is not to be had. Outputs of stages that are whole are
   * published.
   *
   * @param whole whether every task of the run has ended
   */
  Value finish(boolean whole, Publisher publisher) throws IOException, InterruptedException {
    if (!whole) {
      return Value.Absent.ABSENT;
    }
    var files = outlets.values().stream().flatMap(outlet -> outlet.whole().stream()).toList();
    publisher.publish(files);
    remarks = files.stream().flatMap(file -> file.remarks().stream()).toList();
    var paths = new ArrayList<Path>(files.stream().map(OutputFile::path).toList());
    progress.values().stream()
        .filter(Progress::isGood)
        .forEach(stage -> addFilesOfTasks(stage, paths));
    published = List.copyOf(paths);
    return results.getOrDefault(plan.result(), Value.Absent.ABSENT);
  }

  private static void addFilesOfTasks(Progress stage, List<Path> paths) {
    stage
        .stage
        .output()
        .filter(output -> output.format() == OutputSpec.Format.PER_TASK)
        .map(OutputSpec::place)
        .ifPresent(paths::add);
  }

  /** Files that have appeared by {@link #finish}, and directories of the files of tasks. */
  List<Path> published() {
    return published;
  }

  /** What these files could not say, in sentences for the user. */
  List<String> remarks() {
    return remarks;
  }

  @Override
  public void close() throws IOException {
    for (var spool : spools) {
      spool.close();
    }
    for (var outlet : outlets.values()) {
      outlet.close();
    }
  }
}
