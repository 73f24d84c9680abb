package dev.thresher.cli;

import dev.thresher.host.FileTree;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.Quantities;
import dev.thresher.report.ResultText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory that was deleted, or would be. */
record Removal(Path path, long bytes) {

  static Removal of(Path path, boolean dryRun) throws IOException {
    var removal = new Removal(path, FileTree.size(path));
    if (!dryRun) {
      FileTree.delete(path);
    }
    return removal;
  }

  static Fields fields(List<Removal> removed, boolean dryRun) {
    var items =
        removed.stream()
            .<Value>map(item ->
                Fields.of("path", Value.of(item.path.toString()))
                    .with("bytes", Value.of(item.bytes)))
            .toList();
    return Fields.of("removed", new Sequence(items))
        .with("bytes", Value.of(sum(removed)))
        .with("dryRun", Value.of(dryRun));
  }

  /**
   * @param what one of them is called
   */
  static List<String> lines(List<Removal> removed, boolean dryRun, String what) {
    var rows = new ArrayList<List<String>>();
    removed.forEach(item ->
        rows.add(
            List.of(Quantities.bytes(item.bytes), PrintableText.escape(item.path.toString()))));
    var lines = new ArrayList<>(ResultText.aligned(rows));
    lines.add(
        (dryRun ? "would delete " : "deleted ")
            + Quantities.count(removed.size(), what)
            + ", "
            + Quantities.bytes(sum(removed)));
    return lines;
  }

  private static long sum(List<Removal> removed) {
    return removed.stream().mapToLong(Removal::bytes).sum();
  }
}
