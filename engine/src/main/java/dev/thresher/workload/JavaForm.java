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

/**
 * A static method of the user's: {@code java = Walk.java, method = steps} or {@code class =
 * com.x.Walk, jars = [walk.jar]}. The class is either compiled from a file or found in jars, so
 * there are two keys by which this form is known, each with an instance of its own.
 */
final class JavaForm implements TaskForm {
  static final String SOURCE = "java";
  static final String TYPE = "class";
  private static final List<String> OWN = List.of(SOURCE, TYPE, "jars", "method");

  private final String key;
  private final CodeLookup code;
  private final FileLookup files;
  private final Complaints complaints;
  private final Scalars scalars;

  /**
   * @param key {@link #SOURCE} or {@link #TYPE}
   */
  JavaForm(String key, CodeLookup code, FileLookup files, Complaints complaints) {
    this.key = key;
    this.code = code;
    this.files = files;
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public boolean isMeantBy(Branch task) {
    return task.find(key).isPresent() && (key.equals(SOURCE) || task.find(SOURCE).isEmpty());
  }

  @Override
  public List<String> keys() {
    return OWN;
  }

  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks) {
    var source = task.find(SOURCE).map(this::file);
    var type = task.find(TYPE).map(node -> scalars.text(node, TYPE));
    var jars = task.find("jars").map(this::jars).orElse(Optional.of(List.of()));
    var method = task.find("method").map(node -> scalars.text(node, "method"));
    if (isWrong(source) || isWrong(type) || isWrong(method) || jars.isEmpty()) {
      return Optional.empty();
    }
    var wanted =
        new JavaCode(
            task.find(key).orElseThrow().origin(),
            source.flatMap(found -> found),
            type.flatMap(found -> found),
            jars.get(),
            method.flatMap(found -> found),
            blocks.seed());
    return TaskHead.of(code.java(wanted), OWN, complaints);
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
