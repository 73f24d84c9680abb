package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.Parameter;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Gives each parameter of a kind its value by name: from {@code task}, from a column of {@code
 * each}, from {@code params}, or its default. What nothing uses is complained of, so that no
 * misspelt or outvoted value is ignored silently.
 */
final class ParameterBinding {
  private static final int COLUMNS_SHOWN = 12;

  private final TaskHead head;
  private final TaskKind kind;
  private final StageBlocks blocks;
  private final Complaints complaints;
  private final KeyCheck keys;
  private final TypedValues values;
  private final EachReader each;
  private final RecordInputs records;
  private final StageReader.Setting setting;

  ParameterBinding(
      TaskHead head,
      StageBlocks blocks,
      RecordInputs records,
      StageReader.Setting setting,
      Complaints complaints,
      KeyCheck keys,
      FileLookup files) {
    this.head = head;
    this.kind = head.code();
    this.blocks = blocks;
    this.records = records;
    this.setting = setting;
    this.complaints = complaints;
    this.keys = keys;
    this.values = new TypedValues(complaints, files);
    this.each = new EachReader(complaints, keys, files);
  }

  /** Whole only if nothing was complained of. */
  record Bound(Fields constants, List<Dimension> dimensions) {}

  Bound bind() {
    var dimensions = new ArrayList<Dimension>();
    blocks
        .each()
        .children()
        .forEach((name, node) -> dimension(name, node).ifPresent(dimensions::add));
    blocks.params().children().forEach((name, node) -> checkUsed(name, node));
    var constants = new LinkedHashMap<String, Value>();
    for (var parameter : kind.parameters()) {
      checkOutvotedRows(parameter.name());
      constant(parameter).ifPresent(value -> constants.put(parameter.name(), value));
    }
    return new Bound(new Fields(constants), dimensions);
  }

  private Optional<Dimension> dimension(String name, Node node) {
    if (!records.holds(name)) {
      return column(name, node).map(Dimension.class::cast);
    }
    var given = records.find(name);
    given.ifPresent(file -> file.columns().forEach(column -> checkOutvoted(column, file)));
    return given.map(file -> new RecordTypes(complaints).fitted(file.survey(), this::parameter));
  }

  // Columns of a file that nothing uses only come along.
  private void checkOutvoted(String column, RecordInputs.Given file) {
    var literal = literal(column);
    if (parameter(column).isPresent() && literal.isPresent()) {
      complaints.add(
          file.at(),
          "the file's column %s is not used: task gives it in %s"
              .formatted(Shown.quoted(column), literal.get().origin()));
    }
  }

  private void checkOutvotedRows(String name) {
    var literal = literal(name);
    if (literal.isPresent() && inRows(name).isPresent()) {
      complaints.add(
          literal.get().origin(),
          "%s is given here, but the rows of %s have a column of that name, too"
              .formatted(name, setting.from().orElseThrow().name()));
    }
  }

  private Optional<Column> column(String name, Node node) {
    var literal = literal(name);
    if (parameter(name).isEmpty()) {
      complainOfUnused("the column", name, node);
    } else if (literal.isPresent()) {
      complainOfOutvoted("the column", name, node, "task", literal.get().origin());
    }
    return each.column(name, node, parameter(name));
  }

  private void checkUsed(String name, Node node) {
    if (setting.unused().isPresent() && parameter(name).isEmpty()) {
      return; // another stage may use it
    }
    setting.unused().ifPresent(unused -> unused.remove(name));
    boolean isReferenced =
        setting.referenced().stream()
            .anyMatch(path ->
                path.getFirst().equals("params") && (path.size() == 1 || path.get(1).equals(name)));
    var literal = literal(name);
    var column = inEach(name);
    if (isReferenced) {
      return;
    }
    if (parameter(name).isEmpty()) {
      complainOfUnused("the parameter", name, node);
    } else if (literal.isPresent()) {
      complainOfOutvoted("the parameter", name, node, "task", literal.get().origin());
    } else if (column.isPresent()) {
      complainOfOutvoted("the parameter", name, node, "each", column.get());
    }
  }

  private Optional<Value> constant(Parameter parameter) {
    var name = parameter.name();
    var literal = literal(name);
    if (literal.isPresent()) {
      return values.value(literal.get(), parameter);
    }
    if (inEach(name).isPresent()) {
      return Optional.empty();
    }
    var param = blocks.params().find(name);
    if (param.isPresent()) {
      return values.value(param.get(), parameter);
    }
    if (parameter.absent().isEmpty() && !mayBeInRows()) {
      complainOfMissing(parameter);
    }
    return parameter.absent();
  }

  // Of some stages only their rows tell the columns.
  private boolean mayBeInRows() {
    return setting.from().filter(source -> source.columns().isEmpty()).isPresent();
  }

  private Optional<Node> literal(String name) {
    return head.reserved().contains(name) ? Optional.empty() : blocks.task().find(name);
  }

  /** Where {@code each} gives it. */
  private Optional<Origin> inEach(String name) {
    return records.holds(name)
        ? records.bringing(name)
        : blocks
            .each()
            .find(name)
            .map(Node::origin)
            .or(() -> records.bringing(name))
            .or(() -> inRows(name));
  }

  private Optional<Origin> inRows(String name) {
    return setting
        .from()
        .filter(source -> source.columns().contains(name))
        .map(StageReader.Source::at);
  }

  private Optional<Parameter> parameter(String name) {
    return kind.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst();
  }

  private List<String> names() {
    return kind.parameters().stream().map(Parameter::name).toList();
  }

  private void complainOfUnused(String what, String name, Node node) {
    keys.remember(name, names());
    complaints.addMisspelling(
        node.origin(),
        "nothing uses %s %s; %s takes %s"
            .formatted(
                what,
                Shown.quoted(name),
                head.named(),
                names().isEmpty() ? "nothing" : Shown.list(names())),
        name,
        names());
  }

  private void complainOfOutvoted(
      String what, String name, Node node, String winner, Origin winnerAt) {
    complaints.add(
        node.origin(),
        "%s %s is not used: %s gives it in %s"
            .formatted(what, Shown.quoted(name), winner, winnerAt));
  }

  private Origin at() {
    return head.reserved().stream()
        .flatMap(key -> blocks.task().find(key).stream())
        .map(Node::origin)
        .findFirst()
        .orElse(blocks.task().origin());
  }

  private void complainOfMissing(Parameter parameter) {
    boolean alreadySaid =
        keys.isProbablyMeant(parameter.name())
            || keys.isProbablyMeant("each")
            || keys.isProbablyMeant("params")
            || blocks.areDoubtful()
            || records.areDoubtful();
    if (!alreadySaid) {
      var columns = InputColumns.of(blocks, records, setting.from()).names();
      complaints.addMisspelling(
          at(),
          "%s needs %s (%s): give it in task { }, params { } or each { }%s"
              .formatted(head.named(), parameter.name(), parameter.meaning(), shown(columns)),
          parameter.name(),
          columns);
    }
  }

  private static String shown(List<String> columns) {
    if (columns.isEmpty()) {
      return "";
    }
    var first = columns.stream().limit(COLUMNS_SHOWN).map(Shown::quoted).toList();
    return "; the rows have "
        + String.join(", ", first)
        + (columns.size() > COLUMNS_SHOWN ? ", …" : "");
  }
}
