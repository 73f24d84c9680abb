package dev.thresher.report;

import dev.thresher.model.Halt;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Derivation;
import dev.thresher.plan.Derivation.Operation;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RowReduction;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Selection;
import dev.thresher.task.TaskBody;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** A plan for people and their tools to read: {@code plan.json} and {@code validate --json}. */
public final class PlanJson {
  private static final int VALUES_SHOWN = 20;

  private PlanJson() {}

  public static Fields of(Plan plan) {
    return of(plan, PlanJson::stage);
  }

  /** The same, and in each of {@code stages} its {@code firstTasks}. */
  public static Fields of(PlanPreview preview) {
    return of(
        preview.plan(),
        stage ->
            stage(stage)
                .with(
                    "firstTasks",
                    new Sequence(
                        preview.firstTasks().get(stage.spec().stage()).stream()
                            .map(PlanJson::task)
                            .toList())));
  }

  private static Fields of(Plan plan, Function<PlannedStage, Value> rendered) {
    return Fields.of("name", Value.of(plan.name()))
        .with("tasks", Value.of(plan.tasks()))
        .with(
            "deadlineMillis",
            plan.deadline()
                .<Value>map(deadline -> Value.of(deadline.toNanos() / 1e6))
                .orElse(Absent.ABSENT))
        .with("halt", plan.halt().<Value>map(PlanJson::halt).orElse(Absent.ABSENT))
        .with("stages", new Sequence(plan.stages().stream().map(rendered).toList()))
        .with(
            "derivations",
            new Sequence(plan.derivations().stream().map(PlanJson::derivation).toList()))
        .with("result", Value.of(plan.result()));
  }

  private static Fields halt(Halt halt) {
    var failures =
        switch (halt.limit()) {
          case Halt.Limit.Tasks(long most) -> Value.of(most);
          case Halt.Limit.Share(double percent) -> Value.of(percent + "%");
        };
    return Fields.of("failures", failures)
        .with("running", Value.of(ReportJson.keyword(halt.running())));
  }

  private static Fields stage(PlannedStage stage) {
    var spec = stage.spec();
    var fields = new LinkedHashMap<String, Value>();
    fields.put("stage", Value.of(spec.stage()));
    fields.put("name", Value.of(spec.name()));
    fields.put("tasks", Value.of(stage.size()));
    fields.put("body", body(spec.body()));
    fields.put("constants", spec.constants());
    fields.put("each", inputs(spec.inputs()));
    fields.put("after", dependence(stage.dependence()));
    fields.put("semantics", Value.of(ReportJson.keyword(spec.semantics())));
    fields.put(
        "deadlineMillis",
        spec.deadlineNanos() == 0 ? Absent.ABSENT : Value.of(spec.deadlineNanos() / 1e6));
    fields.put("retries", Value.of(stage.retry().afterFailure()));
    fields.put("retriesAfterLoss", Value.of(stage.retry().afterLoss()));
    var backoff = stage.retry().backoff();
    fields.put("backoffMillis", Value.of(backoff.initial().toMillis()));
    fields.put("backoffCoefficient", Value.of(backoff.coefficient()));
    fields.put("backoffMaximumMillis", Value.of(backoff.maximum().toMillis()));
    fields.put("retryOn", retryOn(stage.retry().on()));
    fields.put("nonRetryable", texts(stage.retry().on().nonRetryable()));
    fields.put("onError", Value.of(ReportJson.keyword(stage.onError())));
    fields.put(
        "maxParallel",
        stage.share().isLimited() ? Value.of(stage.share().maxParallel()) : Absent.ABSENT);
    fields.put("priority", Value.of(stage.share().priority()));
    fields.put("reduce", combination(stage.combination()));
    fields.put("output", stage.output().<Value>map(PlanJson::output).orElse(Absent.ABSENT));
    return new Fields(fields);
  }

  private static Value retryOn(RetryOn on) {
    var causes = new ArrayList<String>();
    if (on.failure()) {
      causes.add("failure");
    }
    if (on.timeout()) {
      causes.add("timeout");
    }
    causes.addAll(on.exceptions());
    return texts(causes);
  }

  private static Value task(TaskPreview task) {
    return Fields.of("index", Value.of(task.index()))
        .with("arguments", task.arguments())
        .with("command", task.command().map(CommandJson::of).orElse(Absent.ABSENT))
        .with(
            "output",
            task.output().<Value>map(path -> Value.of(path.toString())).orElse(Absent.ABSENT));
  }

  private static Value body(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin(String kind, int version) ->
          Fields.of("kind", Value.of(kind)).with("version", Value.of(version));
      case TaskBody.Command(var line) -> CommandJson.of(line);
      case TaskBody.JavaMethod(CodeBundle code, String type, String method, long seed) ->
          Fields.of("class", Value.of(type))
              .with("method", Value.of(method))
              .with("seed", Value.of(seed))
              .with("code", code(code));
      case TaskBody.PythonFunction python ->
          Fields.of("module", Value.of(python.module()))
              .with("function", Value.of(python.function()))
              .with("directory", Value.of(python.directory()))
              .with("sha256", Value.of(HexFormat.of().formatHex(python.sha256().toArray())));
      case TaskBody.Closure(ClassPath path, var _) ->
          Fields.of(
                  "classPath", new Sequence(path.entries().stream().<Value>map(Value::of).toList()))
              .with("code", code(path.bundle()));
    };
  }

  // Class files as their digests, which JSON shows of bytes.
  private static Value code(CodeBundle code) {
    var classes = new LinkedHashMap<String, Value>();
    code.classes().forEach((name, bytes) -> classes.put(name, new Value.Binary(bytes)));
    var jars = new LinkedHashMap<String, Value>();
    code.jars()
        .forEach(jar ->
            jars.put(jar.path(), Value.of(HexFormat.of().formatHex(jar.sha256().toArray()))));
    return Fields.of("classes", new Fields(classes)).with("jars", new Fields(jars));
  }

  private static Value inputs(Inputs inputs) {
    return switch (inputs) {
      case Inputs.Single() -> Value.of("single");
      case Inputs.Divided() -> Value.of("divided by the kind");
      case Inputs.Spooled _ -> Value.of("rows of another stage");
      case Inputs.Given() -> Value.of("given by the caller");
      case Inputs.Product(List<Dimension> dimensions, Selection selection) ->
          chosen(new Sequence(dimensions.stream().map(PlanJson::dimension).toList()), selection);
    };
  }

  private static Value chosen(Sequence product, Selection selection) {
    if (selection.equals(Selection.ALL)) {
      return product;
    }
    var sample =
        selection
            .sample()
            .<Value>map(
                one -> Fields.of("size", Value.of(one.size())).with("seed", Value.of(one.seed())))
            .orElse(Absent.ABSENT);
    return Fields.of("product", product)
        .with("exclusions", Value.of(selection.excluded().size()))
        .with("sample", sample);
  }

  private static Value dimension(Dimension dimension) {
    return switch (dimension) {
      case Column column -> column(column);
      case FileRecords records -> records(records);
      case FileSeries series -> series(series);
    };
  }

  private static Value series(FileSeries series) {
    return Fields.of("size", Value.of(series.size()))
        .with("pathColumn", series.pathColumn().<Value>map(Value::of).orElse(Absent.ABSENT))
        .with(
            series.parts().size() <= VALUES_SHOWN ? "files" : "firstFiles",
            new Sequence(
                series.parts().stream().limit(VALUES_SHOWN).map(PlanJson::records).toList()));
  }

  private static Value records(FileRecords records) {
    var columns = new LinkedHashMap<String, Value>();
    records
        .columns()
        .forEach(column -> columns.put(column.name(), Value.of(ReportJson.keyword(column.type()))));
    return Fields.of("file", Value.of(records.path()))
        .with("format", Value.of(ReportJson.keyword(records.format())))
        .with("size", Value.of(records.size()))
        .with("bytes", Value.of(records.stamp().bytes()))
        .with("modifiedNanos", Value.of(records.stamp().modifiedNanos()))
        .with("columns", new Fields(columns));
  }

  private static Value column(Column column) {
    var fields = Fields.of("name", Value.of(column.name())).with("size", Value.of(column.size()));
    return switch (column) {
      case Column.WholeRange(var _, long from, long step, long _) ->
          fields.with("from", Value.of(from)).with("step", Value.of(step));
      case Column.DecimalRange(var _, var from, var step, long _) ->
          fields
              .with("from", Value.of(from.toPlainString()))
              .with("step", Value.of(step.toPlainString()));
      case Column.Listed(var _, List<Value> values) ->
          fields.with(
              values.size() <= VALUES_SHOWN ? "values" : "firstValues",
              new Sequence(values.stream().limit(VALUES_SHOWN).toList()));
    };
  }

  private static Value dependence(Dependence dependence) {
    return switch (dependence) {
      case Dependence.None(), Dependence.Submitted() -> Absent.ABSENT;
      case Dependence.AllOf(var stages) -> numbers(stages);
      case Dependence.RowsOf(String table, var stages, var growing) ->
          Fields.of("rowsOf", Value.of(table))
              .with("stages", numbers(stages))
              .with("asTheyCome", Value.of(growing.isPresent()));
    };
  }

  private static Value numbers(List<Integer> stages) {
    return new Sequence(stages.stream().<Value>map(Value::of).toList());
  }

  private static Value combination(Combination combination) {
    return switch (combination) {
      case Combination.Table _ -> Value.of("table");
      case Combination.Merged() -> Value.of("merged by the kind");
      case Combination.Reduced(var reduction) -> reduction(reduction);
    };
  }

  private static Value reduction(RowReduction reduction) {
    return switch (reduction) {
      case RowReduction.Aggregates(var aggregates) -> aggregates(aggregates);
      case RowReduction.Method(var method, var column) ->
          Fields.of("class", Value.of(method.type()))
              .with("method", Value.of(method.method()))
              .with("column", column.isEmpty() ? Absent.ABSENT : Value.of(column))
              .with("code", code(method.code()));
    };
  }

  private static Fields aggregates(List<Aggregate> aggregates) {
    var fields = new LinkedHashMap<String, Value>();
    for (var aggregate : aggregates) {
      fields.put(
          aggregate.name(),
          Value.of(ReportJson.keyword(aggregate.function()) + "(" + aggregate.column() + ")"));
    }
    return new Fields(fields);
  }

  private static Value derivation(Derivation derivation) {
    var fields =
        Fields.of("name", Value.of(derivation.name())).with("from", texts(derivation.from()));
    var whole =
        switch (derivation.operation()) {
          case Operation.Grouped(var by, var reduction) ->
              fields.with("groupBy", texts(by)).with("reduce", reduction(reduction));
          case Operation.Joined(var on) -> fields.with("on", texts(on));
        };
    return whole.with(
        "output", derivation.output().<Value>map(PlanJson::output).orElse(Absent.ABSENT));
  }

  private static Value texts(List<String> texts) {
    return new Sequence(texts.stream().<Value>map(Value::of).toList());
  }

  private static Value output(OutputSpec output) {
    return Fields.of("path", Value.of(output.path().toString()))
        .with("format", Value.of(ReportJson.keyword(output.format())));
  }
}
