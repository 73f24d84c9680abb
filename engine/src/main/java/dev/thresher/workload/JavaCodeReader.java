package dev.thresher.workload;

import dev.thresher.workload.CodeLookup.JavaCode;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads where a static method of the user's is to be found. */
final class JavaCodeReader {
  static final String SOURCE = "java";
  static final String TYPE = "class";

  /** All keys that say it. */
  static final List<String> KEYS = List.of(SOURCE, TYPE, "jars", "method");

  private final FileLookup files;
  private final Complaints complaints;
  private final Scalars scalars;

  JavaCodeReader(FileLookup files, Complaints complaints) {
    this.files = files;
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  /**
   * @param block has {@link #SOURCE} or {@link #TYPE}
   * @return empty if a complaint has been made
   */
  Optional<JavaCode> read(Branch block, long seed) {
    var source = block.find(SOURCE).map(this::file);
    var type = block.find(TYPE).map(node -> scalars.text(node, TYPE));
    var jars = block.find("jars").map(this::jars).orElse(Optional.of(List.of()));
    var method = block.find("method").map(node -> scalars.text(node, "method"));
    if (isWrong(source) || isWrong(type) || isWrong(method) || jars.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JavaCode(
            block.find(SOURCE).or(() -> block.find(TYPE)).orElseThrow().origin(),
            source.flatMap(found -> found),
            type.flatMap(found -> found),
            jars.get(),
            method.flatMap(found -> found),
            seed));
  }

  private static boolean isWrong(Optional<? extends Optional<?>> read) {
    return read.isPresent() && read.get().isEmpty();
  }

  private Optional<Path> file(Node node) {
    return scalars
        .text(node, SOURCE)
        .flatMap(written -> path(written, node))
        .filter(path -> readable(path, node));
  }

  private Optional<Path> path(String written, Node node) {
    try {
      return Optional.of(files.resolve(written, node.origin()));
    } catch (InvalidPathException invalid) {
      complaints.add(
          node.origin(), "this system cannot have a file called " + Shown.quoted(written));
      return Optional.empty();
    }
  }

  private boolean readable(Path path, Node node) {
    boolean readable = files.isReadableFile(path);
    if (!readable) {
      complaints.add(node.origin(), "there is no readable file " + Shown.quoted(path.toString()));
    }
    return readable;
  }

  private Optional<List<Path>> jars(Node node) {
    var nodes = node instanceof Items(var _, List<Node> items) ? items : List.of(node);
    var jars = new LinkedHashSet<Path>();
    for (var item : nodes) {
      var found = jar(item);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      jars.addAll(found);
    }
    return Optional.of(new ArrayList<>(jars));
  }

  private List<Path> jar(Node node) {
    if (!(node instanceof Scalar scalar)) {
      scalars.complain(node, "jars", "a path, a pattern, or a list of them");
      return List.of();
    }
    return FilePatterns.isPattern(scalar.written())
        ? new FilePatterns(complaints, files).find(scalar).orElse(List.of())
        : path(scalar.written(), node).filter(path -> readable(path, node)).stream().toList();
  }
}
