package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads which files an input means: a path, a pattern, a list of both, or standard input. */
final class InputPaths {
  private static final String PIPED = "-";

  /** The places of their records must fit into a message to a worker. */
  private static final int MOST = 2_000;

  private final Complaints complaints;
  private final FileLookup files;
  private final Scalars scalars;

  InputPaths(Complaints complaints, FileLookup files) {
    this.complaints = complaints;
    this.files = files;
    this.scalars = new Scalars(complaints);
  }

  /**
   * At least one, in the order of their names, whether they exist or not; empty if a complaint has
   * been made.
   *
   * @param what the key that the node belongs to
   */
  Optional<List<Path>> read(Node node, String what) {
    var all = new TreeSet<Path>(PathOrder.BYTES);
    var nodes = node instanceof Items(var _, List<Node> items) ? items : List.of(node);
    for (var each : nodes) {
      var found =
          each instanceof Scalar scalar && FilePatterns.isPattern(scalar.written())
              ? new FilePatterns(complaints, files).find(scalar)
              : each instanceof Scalar(var at, var _, var written) && written.equals(PIPED)
                  ? piped(at, nodes.size() == 1)
                  : file(each, what).map(List::of);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(found.get());
    }
    var wrong =
        all.isEmpty()
            ? "the list is empty"
            : "these are %d files, and at most %d can be read together".formatted(all.size(), MOST);
    if (all.isEmpty() || all.size() > MOST) {
      complaints.add(node.origin(), wrong);
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
}
