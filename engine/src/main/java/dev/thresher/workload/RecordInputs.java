package dev.thresher.workload;

import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
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
import java.util.TreeSet;

/** What files of records bring into {@code each}: {@code row.csv = steps.csv} and its like. */
final class RecordInputs {
  private static final List<String> SOURCES = List.of("csv", "jsonl", "lines", "blocks");
  private static final List<String> FROM = List.of("files", "csv", "jsonl", "lines", "blocks");
  private static final String PATH = "path";
  private static final String PIPED = "-";

  /** Their places must fit into a message to a worker. */
  private static final int MOST_FILES = 2_000;

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
      return blocks(name, node);
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
    var paths = paths(node, source);
    if (paths.isEmpty() || path.isPresent() && pathColumn.isEmpty()) {
      return Optional.empty();
    }
    if (paths.get().size() > MOST_FILES) {
      complaints.add(
          node.origin(),
          "these are %d files, and at most %d can be read together"
              .formatted(paths.get().size(), MOST_FILES));
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
      var what = isAlone ? shown(paths.getFirst()) + " holds" : "these files hold";
      complaints.add(node.origin(), what + " no records");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private Optional<List<Path>> paths(Node node, String source) {
    var all = new TreeSet<Path>(PathOrder.BYTES);
    var nodes = node instanceof Items(var _, List<Node> items) ? items : List.of(node);
    for (var each : nodes) {
      var found =
          each instanceof Scalar scalar && FilePatterns.isPattern(scalar.written())
              ? new FilePatterns(complaints, files).find(scalar)
              : each instanceof Scalar(var at, var _, var written) && written.equals(PIPED)
                  ? piped(at, nodes.size() == 1)
                  : file(each, source).map(List::of);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(found.get());
    }
    if (all.isEmpty()) {
      complaints.add(node.origin(), "the list is empty");
      return Optional.empty();
    }
    return Optional.of(List.copyOf(all));
  }

  private Optional<List<Path>> piped(Origin at, boolean isAlone) {
    if (!isAlone) {
      complaints.add(at, "- is standard input and cannot be read together with files");
      return Optional.empty();
    }
    return switch (files.standardInput(at)) {
      case FileLookup.Piped.Kept(Path file) -> Optional.of(List.of(file));
      case FileLookup.Piped.Refused(String reason) -> {
        complaints.add(at, reason);
        yield Optional.empty();
      }
    };
  }

  private Optional<Given> blocks(String name, Node node) {
    if (!(node instanceof Branch branch)) {
      scalars.complain(node, "blocks", "a block such as { file = a.txt, size = 1 MiB }");
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
        : blocks(node, file.get(), files.blocks(file.get(), size.get()));
  }

  private Optional<Given> blocks(Node node, Path file, RecordSurvey survey) {
    switch (survey) {
      case Found found when found.records().size() > 0 -> {
        return Optional.of(
            new Given(node.origin(), new SeriesSurvey(List.of(found), Optional.empty())));
      }
      case Found _ -> complaints.add(node.origin(), shown(file) + " holds no records");
      case Refused refused -> complain(node, file, refused);
    }
    return Optional.empty();
  }

  private Optional<Long> size(Node node) {
    if (node instanceof Scalar scalar) {
      var size = SizeText.parse(scalar.written());
      if (size.isPresent()) {
        return Optional.of(size.getAsLong());
      }
    }
    scalars.complain(node, "size", SizeText.ALLOWED);
    return Optional.empty();
  }

  private Optional<Path> file(Node node, String what) {
    var written = scalars.text(node, what);
    try {
      return written.map(path -> files.resolve(path, node.origin()));
    } catch (InvalidPathException invalid) {
      complaints.add(
          node.origin(),
          "this system cannot have a file called " + Shown.quoted(written.orElse("")));
      return Optional.empty();
    }
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
