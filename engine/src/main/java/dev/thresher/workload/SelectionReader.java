package dev.thresher.workload;

import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Selection;
import dev.thresher.task.Selection.Cut;
import dev.thresher.task.Selection.Exclusion;
import dev.thresher.task.Selection.Sample;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads {@code exclude} and {@code sample}, which say which rows of {@code each} become tasks. */
final class SelectionReader {
  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;
  private final FileLookup files;
  private final Branch each;
  private final List<Dimension> product;
  private final Map<Column, ColumnPlaces> places = new HashMap<>();

  /**
   * @param product what has been made of {@code each}; less if some columns are wrong
   */
  SelectionReader(
      Complaints complaints,
      KeyCheck keys,
      FileLookup files,
      Branch each,
      List<Dimension> product) {
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
    this.files = files;
    this.each = each;
    this.product = List.copyOf(product);
  }

  /** Whole only if nothing was complained of, the columns included. */
  Selection read(Branch stage) {
    var excluded = stage.find("exclude").map(this::excluded).orElse(List.of());
    var sample = stage.find("sample").flatMap(this::sample);
    var selection = new Selection(excluded, sample);
    if (complaints.isEmpty() && !selection.equals(Selection.ALL)) {
      complainOfSizes(stage, selection);
    }
    return selection;
  }

  private List<Exclusion> excluded(Node node) {
    var exclusions = new ArrayList<Exclusion>();
    for (var block : node instanceof Items(var _, List<Node> items) ? items : List.of(node)) {
      if (block instanceof Branch branch && !branch.children().isEmpty()) {
        exclusion(branch).ifPresent(exclusions::add);
      } else {
        scalars.complain(
            block,
            "exclude",
            "a list of blocks with columns of each, such as [{ p = 0.5, n = 3 }]");
      }
    }
    return exclusions;
  }

  private Optional<Exclusion> exclusion(Branch block) {
    var cuts = new ArrayList<Cut>();
    block.children().forEach((name, value) -> cut(name, value).ifPresent(cuts::add));
    return cuts.size() == block.children().size()
        ? Optional.of(new Exclusion(cuts))
        : Optional.empty();
  }

  private Optional<Cut> cut(String name, Node node) {
    var dimension =
        IntStream.range(0, product.size())
            .filter(number -> columns(product.get(number)).contains(name))
            .findFirst();
    if (dimension.isEmpty()) {
      return complainOfColumn(name, node);
    }
    return switch (product.get(dimension.getAsInt())) {
      case FileRecords _, FileSeries _ ->
          refuse(
              node,
              "exclude: %s is a column of a file, and only columns whose values stand in each can be named: leave the rows out of the file"
                  .formatted(Shown.quoted(name)));
      case Column column -> cut(dimension.getAsInt(), column, node);
    };
  }

  private Optional<Cut> cut(int dimension, Column column, Node node) {
    if (!(node instanceof Scalar scalar)) {
      scalars.complain(node, "exclude: " + column.name(), "one of its values in each");
      return Optional.empty();
    }
    var found = places.computeIfAbsent(column, one -> new ColumnPlaces(one, files)).of(scalar);
    return found.isEmpty()
        ? refuse(
            node,
            "exclude: %s is never %s in each"
                .formatted(Shown.quoted(column.name()), node.described()))
        : Optional.of(new Cut(dimension, found));
  }

  private static List<String> columns(Dimension dimension) {
    return switch (dimension) {
      case Column column -> List.of(column.name());
      case FileRecords records -> records.names();
      case FileSeries series -> series.names();
    };
  }

  private Optional<Cut> complainOfColumn(String name, Node node) {
    if (product.size() < each.children().size()) {
      return Optional.empty(); // not all columns could be read, which has been said
    }
    var known = product.stream().flatMap(one -> columns(one).stream()).toList();
    complaints.addMisspelling(
        node.origin(),
        "exclude: there is no column %s in each; there are %s"
            .formatted(Shown.quoted(name), known.isEmpty() ? "none" : Shown.list(known)),
        name,
        known);
    return Optional.empty();
  }

  private Optional<Sample> sample(Node node) {
    if (!(node instanceof Branch branch) || branch.find("size").isEmpty()) {
      scalars.complain(node, "sample", "a block such as { size = 100, seed = 7 }");
      return Optional.empty();
    }
    keys.check(branch, " in sample", WorkloadKeys.SAMPLE, List.of());
    var size = scalars.whole(branch.find("size").orElseThrow(), "size", 1, Long.MAX_VALUE);
    long seed =
        branch
            .find("seed")
            .map(given -> scalars.whole(given, "seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0))
            .orElse(0L);
    return size.isPresent() ? Optional.of(new Sample(size.getAsLong(), seed)) : Optional.empty();
  }

  private void complainOfSizes(Branch stage, Selection selection) {
    try {
      var exclude = stage.find("exclude");
      var excluded = new Selection(selection.excluded(), Optional.empty());
      if (exclude.isPresent() && excluded.sizeIn(product) == 0) {
        complaints.add(exclude.get().origin(), "exclude leaves no row of each");
      } else {
        var _ = selection.sizeIn(product);
      }
    } catch (ArithmeticException overflow) {
      complaints.add(stage.origin(), "these are more tasks than can be counted");
    } catch (IllegalArgumentException refused) {
      var at = stage.find("sample").or(() -> stage.find("exclude")).map(Node::origin);
      complaints.add(at.orElse(stage.origin()), String.valueOf(refused.getMessage()));
    }
  }

  private Optional<Cut> refuse(Node node, String message) {
    complaints.add(node.origin(), message);
    return Optional.empty();
  }
}
