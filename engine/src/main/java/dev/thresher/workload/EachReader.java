package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.Column.Listed;
import dev.thresher.task.Parameter;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads one column of {@code each}: a range, a list, or the files that a pattern finds. */
final class EachReader {
  private static final String ALLOWED =
      "a range such as 1..20 or 0.1..0.9 step 0.1, a list such as [a, b, 3], or files = \"photos/**/*.jpg\" in a block, or csv, jsonl, lines = a file or pattern";

  private final Complaints complaints;
  private final KeyCheck keys;
  private final FileLookup files;
  private final TypedValues values;

  EachReader(Complaints complaints, KeyCheck keys, FileLookup files) {
    this.complaints = complaints;
    this.keys = keys;
    this.files = files;
    this.values = new TypedValues(complaints, files);
  }

  /**
   * @param parameter that the column supplies, if there is one of its name
   * @return empty if a complaint has been made
   */
  Optional<Column> column(String name, Node node, Optional<Parameter> parameter) {
    return switch (node) {
      case Scalar scalar when scalar.value() instanceof Value.Text ->
          range(name, scalar, parameter);
      case Scalar scalar -> listed(name, List.of(scalar), parameter);
      case Items items when items.items().isEmpty() -> refuse(node, "the list is empty");
      case Items items -> listed(name, items.items(), parameter);
      case Branch branch -> found(name, branch, parameter);
      case Broken _, Nothing _ -> Optional.empty();
    };
  }

  private Optional<Column> range(String name, Scalar scalar, Optional<Parameter> parameter) {
    var range = RangeText.parse(scalar.written());
    if (range.isEmpty()) {
      return refuse(scalar, name + " must be " + ALLOWED + ", but is " + scalar.described());
    }
    var wrong = range.get().complaint();
    if (wrong.isPresent()) {
      return refuse(scalar, wrong.get());
    }
    var column = range.get().column(name);
    parameter.ifPresent(wanted -> values.check(column, wanted, scalar.origin()));
    return Optional.of(column);
  }

  private Optional<Column> listed(
      String name, List<? extends Node> nodes, Optional<Parameter> parameter) {
    var listed = new ArrayList<Value>();
    for (var node : nodes) {
      var value = parameter.isPresent() ? values.value(node, parameter.get()) : untyped(node);
      if (value.isEmpty()) {
        return Optional.empty(); // one complaint about a list is enough
      }
      listed.add(value.get());
    }
    return Optional.of(new Listed(name, listed));
  }

  private Optional<Value> untyped(Node node) {
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar.value());
    }
    if (!(node instanceof Broken)) {
      complaints.add(
          node.origin(), "a list in each holds texts and numbers, but this is " + node.described());
    }
    return Optional.empty();
  }

  private Optional<Column> found(String name, Branch branch, Optional<Parameter> parameter) {
    keys.check(branch, " in each." + name, WorkloadKeys.COLUMN, List.of());
    branch
        .find("path")
        .ifPresent(path ->
            complaints.add(
                path.origin(),
                "path is for csv, jsonl and lines; the column of files holds paths"));
    var patterns = branch.find("files");
    if (patterns.isEmpty()) {
      return branch.children().isEmpty()
          ? refuse(branch, name + " must be " + ALLOWED + ", but is an empty block")
          : Optional.empty();
    }
    var paths = new TreeSet<Path>(PathOrder.BYTES);
    for (var pattern :
        patterns.get() instanceof Items(Origin _, List<Node> items)
            ? items
            : List.of(patterns.get())) {
      var matches = matches(name, pattern);
      if (matches.isEmpty()) {
        return Optional.empty();
      }
      paths.addAll(matches.get());
    }
    if (paths.isEmpty()) {
      return refuse(patterns.get(), "the list is empty");
    }
    var origin = patterns.get().origin();
    return listed(name, paths.stream().map(path -> text(path, origin)).toList(), parameter);
  }

  private static Scalar text(Path path, Origin origin) {
    return new Scalar(origin, Value.of(path.toString()), path.toString());
  }

  private Optional<List<Path>> matches(String name, Node pattern) {
    return pattern instanceof Scalar scalar
        ? new FilePatterns(complaints, files).find(scalar)
        : refuse(
            pattern,
            "files of "
                + name
                + " must be a pattern or a list of them, but is "
                + pattern.described());
  }

  private <T> Optional<T> refuse(Node node, String message) {
    if (!(node instanceof Broken)) {
      complaints.add(node.origin(), message);
    }
    return Optional.empty();
  }
}
