package dev.thresher.workload;

import dev.thresher.workload.StageReader.Source;
import dev.thresher.workload.WorkloadQuery.Operation;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a stage without tasks. */
final class QueryReader {
  private final Complaints complaints;
  private final Scalars scalars;
  private final ReduceReader reader;

  QueryReader(Complaints complaints, Scalars scalars, ReduceReader reader) {
    this.complaints = complaints;
    this.scalars = scalars;
    this.reader = reader;
  }

  /** Empty only if something was complained of. */
  Optional<WorkloadQuery> read(String name, Branch stage, List<Source> sources) {
    for (var key : List.of("each", "exclude", "sample")) {
      refuse(stage, key, key + " is for stages with task, and stage " + name + " has none");
    }
    return stage.find("join").isPresent()
        ? joined(name, stage, sources)
        : grouped(name, stage, sources.getFirst());
  }

  private Optional<WorkloadQuery> grouped(String name, Branch stage, Source source) {
    refuse(stage, "on", "on is for join");
    var reduce = stage.find("reduce");
    if (reduce.isEmpty()) {
      complaints.add(
          stage.origin(),
          "stage %s takes rows of %s and does nothing with them: give it task or reduce"
              .formatted(name, source.name()));
      return Optional.empty();
    }
    var by =
        stage
            .find("group-by")
            .map(node -> columns(node, "group-by", List.of(source)))
            .orElse(List.of());
    var own = source.columns().size() == 1 ? source.columns() : List.<String>of();
    var table = new ReduceReader.Table(source.columns(), source.texts(), own);
    var read = reader.read(reduce.get(), table);
    if (!(read instanceof Reduction.OfRows rows)) {
      if (read instanceof Reduction.Merge) {
        complaints.add(
            reduce.get().origin(), "a stage without tasks needs a block of aggregates in reduce");
      }
      return Optional.empty();
    }
    var columns = new LinkedHashSet<>(by);
    for (var column : rows.columns()) {
      if (!columns.add(column)) {
        complaints.add(
            reduce.get().origin(), "the column %s comes twice".formatted(Shown.quoted(column)));
      }
    }
    return Optional.of(
        new WorkloadQuery(
            name,
            stage.origin(),
            List.of(source.name()),
            new Operation.Grouped(by, rows),
            List.copyOf(columns),
            TextColumns.of(by, rows, source.texts()),
            output(stage, !by.isEmpty())));
  }

  private Optional<WorkloadQuery> joined(String name, Branch stage, List<Source> sources) {
    refuse(stage, "group-by", "join has no group-by: group in a stage of its own");
    refuse(stage, "reduce", "join has no reduce: reduce in a stage of its own");
    var on = stage.find("on");
    if (on.isEmpty() || sources.size() != 2) {
      if (on.isEmpty()) {
        complaints.add(stage.origin(), "join needs on, the columns that must be equal");
      }
      return Optional.empty();
    }
    var keys = columns(on.get(), "on", sources);
    boolean isKnown = sources.stream().noneMatch(source -> source.columns().isEmpty());
    var columns = new LinkedHashSet<>(sources.get(0).columns());
    for (var column : sources.get(1).columns()) {
      if (!columns.add(column) && !keys.contains(column)) {
        complaints.add(
            on.get().origin(),
            "both tables have a column %s, which is none of on".formatted(Shown.quoted(column)));
      }
    }
    return Optional.of(
        new WorkloadQuery(
            name,
            stage.origin(),
            sources.stream().map(Source::name).toList(),
            new Operation.Joined(keys),
            isKnown ? List.copyOf(columns) : List.of(),
            sources.stream().flatMap(source -> source.texts().stream()).collect(Collectors.toSet()),
            output(stage, true)));
  }

  private void refuse(Branch stage, String key, String message) {
    stage.find(key).ifPresent(node -> complaints.add(node.origin(), message));
  }

  private Optional<OutputRequest> output(Branch stage, boolean isTable) {
    return stage.find("output").flatMap(node -> new OutputReader(complaints).read(node, isTable));
  }

  private List<String> columns(Node node, String key, List<Source> sources) {
    var columns = new ArrayList<String>();
    for (var each : node instanceof Items items ? items.items() : List.of(node)) {
      if (each instanceof Scalar scalar) {
        sources.forEach(source -> check(scalar, key, source));
        columns.add(scalar.written());
      } else {
        scalars.complain(each, key, "a column, or a list of them");
      }
    }
    return columns;
  }

  private void check(Scalar column, String key, Source source) {
    if (!source.columns().isEmpty() && !source.columns().contains(column.written())) {
      complaints.addMisspelling(
          column.origin(),
          "%s: stage %s has no column %s; there are %s"
              .formatted(
                  key, source.name(), Shown.quoted(column.written()), Shown.list(source.columns())),
          column.written(),
          source.columns());
    }
  }
}
