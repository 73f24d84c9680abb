package dev.thresher.workload;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Parameter;
import dev.thresher.task.Semantics;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.ParameterBinding.Bound;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import dev.thresher.workload.hocon.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads one stage from the block that holds its keys, which in a flat file is the file itself. */
final class StageReader {
  private static final int MOST_RETRIES = 1000;

  private final KindRegistry kinds;
  private final FileLookup files;
  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;

  StageReader(KindRegistry kinds, FileLookup files, Complaints complaints, KeyCheck keys) {
    this.kinds = kinds;
    this.files = files;
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
  }

  /** Empty only if something was complained of. */
  Optional<WorkloadStage> read(String name, Branch stage, Set<List<String>> referenced) {
    var blocks = StageBlocks.of(stage, scalars);
    var kind = task(stage);
    kind.ifPresent(known -> checkTaskKeys(blocks.task(), known));
    var bound = kind.map(known -> bind(known, blocks, referenced)).orElseGet(() -> unbound(blocks));
    var reduction =
        stage
            .find("reduce")
            .map(node -> new ReduceReader(complaints).read(node, columns(kind, blocks)))
            .orElse(new Reduction.Unsaid());
    boolean hasRows = stage.find("each").isPresent();
    boolean isTable = hasRows && reduction instanceof Reduction.Unsaid;
    var output =
        stage.find("output").flatMap(node -> new OutputReader(complaints).read(node, isTable));
    // Read whatever the kind is, so that all complaints come at once.
    var semantics = semantics(blocks.task());
    var deadline =
        blocks.task().find("deadline").flatMap(node -> scalars.duration(node, "deadline"));
    var retries = retries(stage, blocks.task());
    var onError = onError(stage);
    return kind.map(known ->
        new WorkloadStage(
            name,
            blocks.task().origin(),
            new TaskBody.Builtin(known.name(), known.version()),
            bound.constants(),
            hasRows ? new Inputs.Product(bound.columns()) : new Inputs.Divided(),
            semantics.orElse(known.semantics()),
            deadline,
            retries,
            onError,
            reduction,
            output));
  }

  private Optional<TaskKind> task(Branch stage) {
    return switch (stage.find("task").orElse(null)) {
      case Branch task -> kind(task);
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

  private Optional<TaskKind> kind(Branch task) {
    var names = kinds.all().stream().map(TaskKind::name).toList();
    var node = task.find("kind");
    if (node.isEmpty()) {
      complainOfNoKind(task, names);
      return Optional.empty();
    }
    if (!(node.get() instanceof Scalar scalar)) {
      scalars.complainOfChoice(node.get(), "kind", names);
      return Optional.empty();
    }
    var kind = kinds.find(scalar.written());
    if (kind.isEmpty()) {
      complaints.addMisspelling(
          scalar.origin(),
          "unknown kind %s; there are %s"
              .formatted(Shown.quoted(scalar.written()), String.join(", ", names)),
          scalar.written(),
          names);
    }
    return kind;
  }

  // Without a kind nothing can be said of the other keys, except that one of them resembles "kind".
  private void complainOfNoKind(Branch task, List<String> names) {
    keys.checkLater(task, " in task", WorkloadKeys.TASK_LATER);
    if (WorkloadKeys.TASK_LATER.stream().anyMatch(keys::isProbablyMeant)) {
      return;
    }
    var misspelt =
        task.children().entrySet().stream()
            .filter(child -> !WorkloadKeys.TASK.contains(child.getKey()))
            .filter(child -> Spelling.nearest(child.getKey(), List.of("kind")).isPresent())
            .findFirst();
    if (misspelt.isPresent()) {
      var key = misspelt.get().getKey();
      complaints.addMisspelling(
          misspelt.get().getValue().origin(),
          "unknown key %s in task, which has no kind".formatted(Shown.quoted(key)),
          key,
          List.of("kind"));
    } else {
      complaints.add(task.origin(), "task has no kind; there are " + String.join(", ", names));
    }
  }

  private void checkTaskKeys(Branch task, TaskKind kind) {
    var allowed = new ArrayList<>(WorkloadKeys.TASK);
    kind.parameters().stream().map(Parameter::name).forEach(allowed::add);
    keys.check(task, " in task", allowed, WorkloadKeys.TASK_LATER);
  }

  private Bound bind(TaskKind kind, StageBlocks blocks, Set<List<String>> referenced) {
    return new ParameterBinding(kind, blocks, complaints, keys, files).bind(referenced);
  }

  // The columns can be wrong whatever the kind is.
  private Bound unbound(StageBlocks blocks) {
    var each = new EachReader(complaints, keys, files);
    blocks.each().children().forEach((name, node) -> each.column(name, node, Optional.empty()));
    return new Bound(Fields.NONE, List.of());
  }

  private static List<String> columns(Optional<TaskKind> kind, StageBlocks blocks) {
    var columns = new LinkedHashSet<>(blocks.each().children().keySet());
    kind.ifPresent(known -> {
      columns.addAll(known.resultFields());
      columns.addAll(missing(known, blocks));
    });
    return kind.isPresent() && !blocks.areDoubtful() ? List.copyOf(columns) : List.of();
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

  private Optional<Semantics> semantics(Branch task) {
    return task.find("semantics")
        .flatMap(node -> scalars.choice(node, "semantics", Semantics.class));
  }

  private OptionalInt retries(Branch stage, Branch task) {
    var own = retries(task);
    var shared = retries(stage);
    return own.isPresent() ? own : shared;
  }

  private OptionalInt retries(Branch block) {
    var node = block.find("retries");
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    var retries = scalars.whole(node.get(), "retries", 0, MOST_RETRIES);
    return retries.isPresent()
        ? OptionalInt.of(Math.toIntExact(retries.getAsLong()))
        : OptionalInt.empty();
  }

  private ErrorRule onError(Branch stage) {
    return stage
        .find("on-error")
        .flatMap(node -> scalars.choice(node, "on-error", ErrorRule.class))
        .orElse(ErrorRule.FAIL_FAST);
  }
}
