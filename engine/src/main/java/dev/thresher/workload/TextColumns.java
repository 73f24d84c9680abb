package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.Reduction.Aggregate;
import dev.thresher.workload.StageReader.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns of a table hold what is no number, as far as that is known before the run: sums of
 * them would come to nothing.
 */
final class TextColumns {
  private TextColumns() {}

  /** Of a stage with tasks, whose rows are its inputs and then the fields of its results. */
  static Set<String> of(
      TaskKind kind, Collection<Dimension> dimensions, Collection<Source> sources) {
    if (kind.resultFields().isEmpty()) {
      return Set.of(); // what only the results tell may stand in the place of any input
    }
    var texts = new TreeSet<String>();
    dimensions.forEach(dimension -> texts.addAll(of(dimension)));
    sources.forEach(source -> texts.addAll(source.texts()));
    kind.resultFields().forEach(texts::remove);
    texts.addAll(kind.fieldsWithoutNumbers());
    return texts;
  }

  private static List<String> of(Dimension dimension) {
    return switch (dimension) {
      case Column.Listed(var name, var values) ->
          values.stream().anyMatch(TextColumns::isText) ? List.of(name) : List.of();
      case Column.WholeRange _, Column.DecimalRange _ -> List.of();
      case FileRecords records -> of(records);
      case FileSeries series -> {
        var texts = new ArrayList<>(of(series.parts().getFirst()));
        series.pathColumn().ifPresent(texts::add);
        yield texts;
      }
    };
  }

  private static List<String> of(FileRecords records) {
    return records.columns().stream()
        .filter(column -> column.type() == RecordColumn.Type.TEXT)
        .map(RecordColumn::name)
        .toList();
  }

  private static boolean isText(Value value) {
    return switch (value) {
      case Value.Whole _, Value.Real _, Value.Absent _ -> false;
      case Value.Text _, Value.Truth _, Value.Binary _, Value.Sequence _, Value.Fields _ -> true;
    };
  }

  /** Of rows that are made of many; {@code texts} are those of the rows that they are made of. */
  static Set<String> of(Collection<String> by, Reduction.OfRows reduction, Set<String> texts) {
    var own = new TreeSet<>(by);
    own.retainAll(texts);
    switch (reduction) {
      case Reduction.Aggregates(var aggregates) ->
          aggregates.stream()
              .filter(aggregate -> texts.contains(aggregate.column()))
              .map(Aggregate::name)
              .forEach(own::add);
      case Reduction.Method(_, _, _, var ofMethod) -> own.addAll(ofMethod);
    }
    return own;
  }
}
