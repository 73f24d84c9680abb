package dev.thresher.workload;

import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What files of records bring into {@code each}: {@code row.csv = steps.csv} and its like. */
final class RecordInputs {
  private static final List<String> SOURCES = List.of("csv", "jsonl", "lines", "blocks");
  private static final List<String> FROM = List.of("files", "csv", "jsonl", "lines", "blocks");
  private static final String PATH = "path";

  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;
  private final FileLookup files;
  private final Map<String, Optional<Given>> given = new LinkedHashMap<>();

  /**
   * @param at where the file is named
   */
  record Given(Origin at, SeriesSurvey survey) {
    List<String> columns() {
      return survey.columns();
    }
  }

  private RecordInputs(Complaints complaints, KeyCheck keys, FileLookup files) {
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
    this.files = files;
  }

  /** Complains of files that cannot be read and of columns that come twice. */
  static RecordInputs of(Branch each, Complaints complaints, KeyCheck keys, FileLookup files) {
    var inputs = new RecordInputs(complaints, keys, files);
    each.children()
        .forEach((name, node) -> {
          if (node instanceof Branch branch
              && SOURCES.stream().anyMatch(branch.children()::containsKey)) {
            inputs.given.put(name, inputs.read(name, branch));
          }
        });
    inputs.complainOfRepeated(each);
    return inputs;
  }

  /** Whether this entry of {@code each} is a file of records, good or bad. */
  boolean holds(String name) {
    return given.containsKey(name);
  }

  /** Empty if a complaint has been made. */
  Optional<Given> find(String name) {
    return given.getOrDefault(name, Optional.empty());
  }

  /** Where the column comes from; empty if no file brings it. */
  Optional<Origin> bringing(String column) {
    return good().stream()
        .filter(records -> records.columns().contains(column))
        .map(Given::at)
        .findFirst();
  }

  /** Whether some file could not be read, so that not all columns are known. */
  boolean areDoubtful() {
    return given.values().stream().anyMatch(Optional::isEmpty);
  }

  /** Every column of {@code each}, in its order: those of files by their own names. */
  List<String> columns(Branch each) {
    var columns = new ArrayList<String>();
    for (var name : each.children().keySet()) {
      if (holds(name)) {
        find(name).ifPresent(records -> columns.addAll(records.columns()));
      } else {
        columns.add(name);
      }
    }
    return columns;
  }

  private List<Given> good() {
    return given.values().stream().flatMap(Optional::stream).toList();
  }

  private Optional<Given> read(String name, Branch branch) {
    keys.check(branch, " in each." + name, WorkloadKeys.COLUMN, List.of());
    var said = WorkloadKeys.COLUMN.stream().filter(branch.children()::containsKey).toList();
    var sources = said.stream().filter(key -> !key.equals(PATH)).toList();
    if (sources.size() != 1) {
      complaints.add(
          branch.origin(), name + " comes from one place: give one of " + String.join(", ", FROM));
      return Optional.empty();
    }
    var source = sources.getFirst();
    var node = branch.find(source).orElseThrow();
    if (source.equals("blocks")) {
      branch
          .find(PATH)
          .ifPresent(path ->
              complaints.add(path.origin(), "blocks have a column file, which is the path"));
      return new BlockInputs(complaints, keys, files)
          .read(name, node)
          .map(survey -> new Given(node.origin(), survey));
    }
    return records(name, source, node, branch.find(PATH));
  }

  private Optional<Given> records(String name, String source, Node node, Optional<Node> path) {
    var format =
        switch (source) {
          case "csv" -> RecordFormat.CSV;
          case "jsonl" -> RecordFormat.JSON_LINES;
          default -> RecordFormat.LINES;
        };
    var pathColumn = path.flatMap(one -> scalars.text(one, PATH));
    var paths = new InputPaths(complaints, files).read(node, source);
    if (paths.isEmpty() || path.isPresent() && pathColumn.isEmpty()) {
      return Optional.empty();
    }
    return surveyed(name, format, node, paths.get())
        .flatMap(found -> SeriesSurvey.of(found, pathColumn, complaints))
        .map(survey -> new Given(node.origin(), survey));
  }

  /** Empty if a complaint has been made. */
  private Optional<List<Found>> surveyed(
      String name, RecordFormat format, Node node, List<Path> paths) {
    var found = new ArrayList<Found>();
    boolean isAlone = paths.size() == 1;
    for (var path : paths) {
      switch (files.survey(path, format, name)) {
        case Found one when isAlone || !one.records().columns().isEmpty() -> found.add(one);
        case Found _ -> {} // an empty file among others
        case Refused refused -> {
          complain(node, path, refused);
          return Optional.empty();
        }
      }
    }
    if (found.stream().allMatch(one -> one.records().size() == 0)) {
      complaints.add(
          node.origin(),
          isAlone
              ? shown(paths.getFirst()) + isEmpty(format, found.getFirst())
              : "these files have no rows");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private static String isEmpty(RecordFormat format, Found found) {
    return format == RecordFormat.CSV && !found.records().columns().isEmpty()
        ? " names its columns and has no rows"
        : " is empty";
  }

  private void complain(Node node, Path file, Refused refused) {
    if (refused.line() > 0) {
      complaints.add(
          new Origin.InFile(file.toString(), Math.toIntExact(refused.line())), refused.reason());
    } else {
      complaints.add(node.origin(), shown(file) + ": " + refused.reason());
    }
  }

  private static String shown(Path file) {
    return Shown.quoted(file.toString());
  }

  private void complainOfRepeated(Branch each) {
    var seen = new LinkedHashMap<String, Origin>();
    each.children()
        .forEach((name, node) -> {
          if (!holds(name)) {
            seen.put(name, node.origin());
          }
        });
    for (var records : good()) {
      for (var column : records.columns()) {
        var earlier = seen.putIfAbsent(column, records.at());
        if (earlier != null) {
          complaints.add(
              records.at(),
              "the file has a column %s, which comes from %s as well"
                  .formatted(Shown.quoted(column), earlier));
        }
      }
    }
  }
}
