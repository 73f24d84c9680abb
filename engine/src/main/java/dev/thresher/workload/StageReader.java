package dev.thresher.workload;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.Inputs;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Parameter;
import dev.thresher.task.Selection;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.ParameterBinding.Bound;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one stage from the block that holds its keys, which in a flat file is the file itself. */
final class StageReader {
  private final TaskForms forms;
  private final ReduceReader reduce;
  private final FileLookup files;
  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;
  private final ControlsReader controls;

  /**
   * @param halts whether the file says when failures end the run
   */
  StageReader(
      KindRegistry kinds,
      CodeLookup code,
      FileLookup files,
      Complaints complaints,
      KeyCheck keys,
      boolean halts) {
    var others =
        List.<TaskForm>of(
            new CommandForm(files, complaints, keys),
            new JavaForm(code, files, complaints),
            new PythonForm(code, files, complaints));
    this.forms = new TaskForms(new KindForm(kinds, complaints), others, complaints, keys);
    this.reduce = new ReduceReader(complaints, keys, code, files);
    this.files = files;
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
    this.controls = new ControlsReader(complaints, keys, halts);
  }

  ReduceReader reduce() {
    return reduce;
  }

  ControlsReader controls() {
    return controls;
  }

  /** The only stage. Empty only if something was complained of. */
  Optional<WorkloadStage> read(String name, Branch stage, Set<List<String>> referenced) {
    return read(name, stage, Setting.alone(referenced));
  }

  /**
   * What a stage is set in.
   *
   * @param from stage whose rows it runs over; its own columns are known or empty
   * @param after stages that must have ended well before
   * @param unused names in {@code params} that no stage has used so far; taken out as they are
   *     used. Empty if the stage is the only one, which has to use all
   */
  record Setting(
      Set<List<String>> referenced,
      Optional<Source> from,
      List<String> after,
      Optional<Set<String>> unused) {
    static Setting alone(Set<List<String>> referenced) {
      return new Setting(referenced, Optional.empty(), List.of(), Optional.empty());
    }
  }

  /**
   * @param columns of its rows; empty if only the rows tell
   * @param texts columns known to hold what is no number
   */
  record Source(String name, Origin at, List<String> columns, Set<String> texts) {}

  Optional<WorkloadStage> read(String name, Branch stage, Setting setting) {
    var blocks = StageBlocks.of(stage, scalars);
    var records = RecordInputs.of(blocks.each(), complaints, keys, files);
    var input = InputColumns.of(blocks, records, setting.from());
    var head = task(stage, blocks, input);
    head.ifPresent(known -> checkSeed(known, stage));
    var kind = head.map(TaskHead::code);
    var bound =
        head.map(known -> bind(known, blocks, records, setting))
            .orElseGet(() -> unbound(blocks, records));
    var selection = selection(stage, bound);
    var texts =
        kind.map(known ->
                TextColumns.of(known, bound.dimensions(), setting.from().stream().toList()))
            .orElse(Set.of());
    var table =
        new ReduceReader.Table(
            columns(kind, blocks, input),
            texts,
            kind.map(TaskKind::resultFields).orElse(List.of()));
    var reduction =
        stage.find("reduce").map(node -> reduce.read(node, table)).orElse(new Reduction.Unsaid());
    boolean hasRows = stage.find("each").isPresent() || setting.from().isPresent();
    boolean isTable = hasRows && reduction instanceof Reduction.Unsaid;
    var output = blocks.output().flatMap(node -> output(node, blocks, head, isTable));
    head.filter(known -> reduction instanceof Reduction.Merge && !known.divides())
        .ifPresent(known -> complainOfMerge(stage, known));
    // Read whatever the kind is, so that all complaints come at once.
    var said = controls.read(stage, blocks.task());
    head.ifPresent(known -> checkRetries(known, said, blocks.task()));
    return head.map(known ->
        new WorkloadStage(
            name,
            blocks.task().origin(),
            known.body(),
            bound.constants(),
            inputs(stage, bound, selection, known, setting),
            setting.from().map(Source::name),
            setting.after(),
            resultColumns(known.code(), input, reduction),
            resultTexts(reduction, texts),
            said.semantics().orElse(known.code().semantics()),
            said.deadline(),
            said.retries(),
            said.onError(),
            said.share(),
            reduction,
            output));
  }

  private Optional<OutputRequest> output(
      Node node, StageBlocks blocks, Optional<TaskHead> head, boolean isTable) {
    if (head.isEmpty() && blocks.task().find(CommandForm.KEY).isPresent()) {
      return Optional.empty(); // what it means depends on the command, which has been complained of
    }
    var reader = new OutputReader(complaints);
    return head.map(TaskHead::body).filter(StageReader::makesFiles).isPresent()
        ? reader.readPerTask(node)
        : reader.read(node, isTable);
  }

  private static boolean makesFiles(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin _,
          TaskBody.JavaMethod _,
          TaskBody.PythonFunction _,
          TaskBody.Closure _ ->
          false;
      case TaskBody.Command(CommandLine line) -> line.output().isPresent();
    };
  }

  private void complainOfMerge(Branch stage, TaskHead head) {
    stage
        .find("reduce")
        .ifPresent(node ->
            complaints.add(
                node.origin(),
                "results of %s cannot be merged; use functions of their fields, such as { done = count }"
                    .formatted(head.named())));
  }

  private void checkSeed(TaskHead head, Branch stage) {
    var seed = stage.find("seed");
    if (seed.isPresent() && !(head.body() instanceof TaskBody.JavaMethod)) {
      complaints.add(
          seed.get().origin(),
          "nothing uses seed: it is for Java methods that take a random generator");
    }
  }

  private void checkRetries(TaskHead head, StageControls said, Branch task) {
    boolean neverRetried =
        said.retries()
            .map(Retries::on)
            .filter(on -> !on.failure() && !on.timeout() && !on.exceptions().isEmpty())
            .isPresent();
    if (head.body() instanceof TaskBody.Command && neverRetried) {
      complaints.add(
          task.origin(),
          "the command would never be retried, as it throws no exceptions: say retries { on = failure }, and after which ends in exit-codes");
    }
  }

  private static Inputs inputs(
      Branch stage, Bound bound, Selection selection, TaskHead head, Setting setting) {
    if (stage.find("each").isPresent()) {
      return new Inputs.Product(bound.dimensions(), selection);
    }
    boolean divides = head.divides() && setting.from().isEmpty();
    return divides ? new Inputs.Divided() : new Inputs.Single();
  }

  // A merged result may have a table of its own, which only the kind knows.
  private static List<String> resultColumns(
      TaskKind kind, InputColumns input, Reduction reduction) {
    return switch (reduction) {
      case Reduction.OfRows rows -> rows.columns();
      case Reduction.Merge() -> List.of();
      case Reduction.Unsaid() -> {
        if (input.areNone() || input.areDoubtful() || kind.resultFields().isEmpty()) {
          yield List.of();
        }
        var columns = new LinkedHashSet<>(input.names());
        columns.addAll(kind.resultFields());
        yield List.copyOf(columns);
      }
    };
  }

  private Selection selection(Branch stage, Bound bound) {
    if (stage.find("each").orElse(null) instanceof Branch each) {
      return new SelectionReader(complaints, keys, files, each, bound.dimensions()).read(stage);
    }
    for (var key : List.of("exclude", "sample")) {
      if (keys.isProbablyMeant("each") || stage.find("each").isPresent()) {
        continue; // said already
      }
      stage
          .find(key)
          .ifPresent(node ->
              complaints.add(
                  node.origin(), key + " chooses among the rows of each, and there is no each"));
    }
    return Selection.ALL;
  }

  private static Set<String> resultTexts(Reduction reduction, Set<String> texts) {
    return switch (reduction) {
      case Reduction.OfRows rows -> TextColumns.of(List.of(), rows, texts);
      case Reduction.Merge() -> Set.of();
      case Reduction.Unsaid() -> texts;
    };
  }

  private Optional<TaskHead> task(Branch stage, StageBlocks blocks, InputColumns columns) {
    return switch (stage.find("task").orElse(null)) {
      case Branch task -> forms.read(task, blocks, columns);
      case null -> {
        complainOfNoTask(stage);
        yield Optional.empty();
      }
      case Scalar _, Items _, Broken _, Nothing _ -> Optional.empty(); // no block: already said
    };
  }

  private void complainOfNoTask(Branch stage) {
    if (!keys.isProbablyMeant("task") && !keys.isProbablyMeant("stages")) {
      complaints.add(
          stage.origin(), "there is no task: say what to compute, such as task { kind = sleep }");
    }
  }

  private Bound bind(TaskHead head, StageBlocks blocks, RecordInputs records, Setting setting) {
    return new ParameterBinding(head, blocks, records, setting, complaints, keys, files).bind();
  }

  // The columns can be wrong whatever the kind is.
  private Bound unbound(StageBlocks blocks, RecordInputs records) {
    var each = new EachReader(complaints, keys, files);
    blocks
        .each()
        .children()
        .forEach((name, node) -> {
          if (!records.holds(name)) {
            each.column(name, node, Optional.empty());
          }
        });
    return new Bound(Fields.NONE, List.of());
  }

  private static List<String> columns(
      Optional<TaskKind> kind, StageBlocks blocks, InputColumns input) {
    var columns = new LinkedHashSet<>(input.names());
    boolean isUnknown =
        input.areDoubtful() || kind.filter(known -> known.resultFields().isEmpty()).isPresent();
    kind.ifPresent(known -> {
      columns.addAll(known.resultFields());
      columns.addAll(missing(known, blocks));
    });
    return kind.isPresent() && !isUnknown ? List.copyOf(columns) : List.of();
  }

  // That these are missing has been said already; who aggregates them makes no second mistake.
  private static List<String> missing(TaskKind kind, StageBlocks blocks) {
    return kind.parameters().stream()
        .filter(parameter -> parameter.absent().isEmpty())
        .map(Parameter::name)
        .filter(name -> blocks.task().find(name).isEmpty())
        .filter(name -> blocks.params().find(name).isEmpty())
        .filter(name -> blocks.each().find(name).isEmpty())
        .toList();
  }
}
