package dev.thresher.workload;

import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What files of records bring into {@code each}: {@code row.csv = steps.csv} and its like. */
final class RecordInputs {
  private static final List<String> SOURCES = List.of("csv", "jsonl", "lines", "blocks");

  private final Complaints complaints;
  private final KeyCheck keys;
  private final FileLookup files;
  private final Map<String, Optional<Given>> given = new LinkedHashMap<>();

  /**
   * @param at where the file is named
   */
  record Given(Origin at, Found survey) {
    List<String> columns() {
      return survey.records().names();
    }
  }

  private RecordInputs(Complaints complaints, KeyCheck keys, FileLookup files) {
    this.complaints = complaints;
    this.keys = keys;
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
    if (branch.children().size() > 1) {
      complaints.add(branch.origin(), name + " comes from one place: give one of " + known());
      return Optional.empty();
    }
    var source = branch.children().firstEntry();
    return source.getKey().equals("blocks")
        ? blocks(name, source.getValue())
        : records(name, source.getKey(), source.getValue());
  }

  private static String known() {
    return String.join(", ", WorkloadKeys.COLUMN);
  }

  private Optional<Given> records(String name, String source, Node node) {
    var format =
        switch (source) {
          case "csv" -> RecordFormat.CSV;
          case "jsonl" -> RecordFormat.JSON_LINES;
          default -> RecordFormat.LINES;
        };
    return file(node, source).flatMap(file -> taken(node, file, files.survey(file, format, name)));
  }

  private Optional<Given> blocks(String name, Node node) {
    if (!(node instanceof Branch branch)) {
      new Scalars(complaints)
          .complain(node, "blocks", "a block such as { file = a.txt, size = 1 MiB }");
      return Optional.empty();
    }
    keys.check(branch, " in each." + name + ".blocks", WorkloadKeys.BLOCKS, List.of());
    var file = branch.find("file").flatMap(each -> file(each, "file"));
    var size = branch.find("size").flatMap(this::size);
    if (branch.find("file").isEmpty() || branch.find("size").isEmpty()) {
      complaints.add(
          branch.origin(), "blocks need a file and a size, such as { file = a.txt, size = 1 MiB }");
    }
    return file.isEmpty() || size.isEmpty()
        ? Optional.empty()
        : taken(node, file.get(), files.blocks(file.get(), size.get()));
  }

  private Optional<Long> size(Node node) {
    if (node instanceof Scalar scalar) {
      var size = SizeText.parse(scalar.written());
      if (size.isPresent()) {
        return Optional.of(size.getAsLong());
      }
    }
    new Scalars(complaints).complain(node, "size", SizeText.ALLOWED);
    return Optional.empty();
  }

  private Optional<Path> file(Node node, String what) {
    var written = new Scalars(complaints).text(node, what);
    try {
      return written.map(path -> files.resolve(path, node.origin()));
    } catch (InvalidPathException invalid) {
      complaints.add(
          node.origin(),
          "this system cannot have a file called " + Shown.quoted(written.orElse("")));
      return Optional.empty();
    }
  }

  private Optional<Given> taken(Node node, Path file, RecordSurvey survey) {
    switch (survey) {
      case Found found when found.records().size() == 0 ->
          complaints.add(node.origin(), Shown.quoted(file.toString()) + " holds no records");
      case Found found -> {
        return Optional.of(new Given(node.origin(), found));
      }
      case Refused(long line, String reason) when line > 0 ->
          complaints.add(new Origin.InFile(file.toString(), Math.toIntExact(line)), reason);
      case Refused(long _, String reason) ->
          complaints.add(node.origin(), Shown.quoted(file.toString()) + ": " + reason);
    }
    return Optional.empty();
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
