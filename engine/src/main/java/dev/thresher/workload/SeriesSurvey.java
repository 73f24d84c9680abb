package dev.thresher.workload;

import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordColumn.Type;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey.Extent;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in files that are read as one table: each column has one type in all of them.
 *
 * @param parts all with the same columns
 */
record SeriesSurvey(List<Found> parts, Optional<String> pathColumn) {
  /** So many offsets fit into a message to a worker. */
  static final int MOST_OFFSETS = 1 << 16;

  SeriesSurvey {
    parts = List.copyOf(parts);
  }

  /**
   * @param found at least one, in order
   * @return empty if a complaint has been made, because the columns differ
   */
  static Optional<SeriesSurvey> of(
      List<Found> found, Optional<String> pathColumn, Complaints complaints) {
    var format = found.getFirst().records().format();
    if (format != RecordFormat.JSON_LINES && !haveSameColumns(found, complaints)) {
      return Optional.empty();
    }
    var columns = new LinkedHashMap<String, Type>();
    found.forEach(part ->
        part.records()
            .columns()
            .forEach(column ->
                columns.merge(
                    column.name(), column.type(), (one, two) -> joined(one, two, format))));
    var parts = found.stream().map(part -> with(columns, part)).toList();
    return Optional.of(new SeriesSurvey(parts, pathColumn));
  }

  private static boolean haveSameColumns(List<Found> found, Complaints complaints) {
    var first = found.getFirst().records();
    for (var part : found) {
      var records = part.records();
      if (!records.names().equals(first.names())) {
        complaints.add(
            new Origin.InFile(records.path(), 1),
            "its columns are %s, but those of %s are %s; files that are read together must have the same ones in the same order"
                .formatted(
                    String.join(", ", records.names()),
                    first.path(),
                    String.join(", ", first.names())));
        return false;
      }
    }
    return true;
  }

  // A column of texts in which nothing is written in one of the files has the type of the others.
  private static Type joined(Type one, Type two, RecordFormat format) {
    var mixed = format == RecordFormat.JSON_LINES ? Type.AS_WRITTEN : Type.TEXT;
    if (one == two || two == Type.AS_WRITTEN && mixed == Type.TEXT) {
      return one;
    }
    if (one == Type.AS_WRITTEN && mixed == Type.TEXT) {
      return two;
    }
    boolean areNumbers = isNumber(one) && isNumber(two);
    return areNumbers ? Type.REAL : mixed;
  }

  private static boolean isNumber(Type type) {
    return type == Type.WHOLE || type == Type.REAL;
  }

  private static Found with(Map<String, Type> columns, Found part) {
    var own = part.records().names();
    var extents = new ArrayList<Extent>();
    var typed = new ArrayList<RecordColumn>();
    columns.forEach((name, type) -> {
      typed.add(new RecordColumn(name, type));
      int at = own.indexOf(name);
      extents.add(at < 0 ? Extent.unknown(1) : part.extents().get(at));
    });
    return new Found(part.records().with(typed), extents);
  }

  List<String> columns() {
    var columns = new ArrayList<String>();
    pathColumn.ifPresent(columns::add);
    columns.addAll(parts.getFirst().records().names());
    return columns;
  }

  /**
   * @param fitted the records of the parts, read as tasks want them
   */
  Dimension dimension(List<FileRecords> fitted) {
    if (fitted.size() == 1 && pathColumn.isEmpty()) {
      return fitted.getFirst();
    }
    var thin = fitted;
    while (offsets(thin) > Math.max(MOST_OFFSETS, thin.size())) {
      thin = thin.stream().map(part -> part.offsets().size() > 1 ? part.thinned() : part).toList();
    }
    return new FileSeries(thin, pathColumn);
  }

  private static int offsets(List<FileRecords> parts) {
    return parts.stream().mapToInt(part -> part.offsets().size()).sum();
  }
}
