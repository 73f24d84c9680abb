package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import dev.thresher.task.KindRegistry;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import dev.thresher.workload.hocon.SourceReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns a workload file into a {@link Workload}. Holds no state; safe for several threads. */
public final class WorkloadReader {
  private static final int MOST_WORKERS = 100_000;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final KindRegistry kinds;
  private final CodeLookup code;
  private final SettingsReader settings;

  public WorkloadReader(KindRegistry kinds, CodeLookup code, SettingsReader settings) {
    this.kinds = kinds;
    this.code = code;
    this.settings = settings;
  }

  /**
   * Finds the first syntax error, or everything else that is wrong at once.
   *
   * @param path of the file for {@code sources}; gives the workload its name if it has none
   */
  public Reading read(SourceReader sources, String path, FileLookup files, Overrides overrides) {
    return switch (HoconText.parse(sources, path)) {
      case HoconText.Refused(var complaints) -> new Reading.Refused(complaints);
      case HoconText.Understood(HoconText text) -> read(text, path, files, overrides);
    };
  }

  private Reading read(HoconText text, String path, FileLookup files, Overrides overrides) {
    var complaints = new Complaints();
    var assignments = OverrideArguments.of(overrides, text, complaints);
    return switch (text.resolve(assignments)) {
      case HoconText.Refused(var refused) -> new Reading.Refused(refused);
      case HoconText.Document document -> {
        document.complaints().forEach(complaints::add);
        yield read(document, path, files, complaints);
      }
    };
  }

  private Reading read(
      HoconText.Document document, String path, FileLookup files, Complaints complaints) {
    var root = document.root();
    var keys = new KeyCheck(complaints);
    keys.check(root, "", WorkloadKeys.TOP, WorkloadKeys.TOP_LATER);
    var scalars = new Scalars(complaints);
    var name = root.find("name").flatMap(node -> name(node, scalars)).orElse(nameOf(path));
    var backend = root.find("backend").flatMap(node -> backend(node, scalars, complaints));
    var workers = workers(root, scalars);
    var deadline = root.find("deadline").flatMap(node -> scalars.duration(node, "deadline"));
    var effective = settings.read(engine(root, scalars), complaints);
    var stages = new StageReader(kinds, code, files, complaints, keys);
    var read =
        root.find("stages").isPresent()
            ? new StagesReader(stages, complaints, keys).read(root, document.referenced())
            : StagesReader.Stages.of(name, stages.read(name, root, document.referenced()));
    if (!complaints.isEmpty() || effective.isEmpty()) {
      return new Reading.Refused(complaints.sorted());
    }
    var workload =
        new Workload(
            name,
            backend.orElse(BackendKind.THREADS),
            workers,
            deadline,
            read.withTasks(),
            read.queries(),
            read.result());
    return new Reading.Accepted(workload, effective.get());
  }

  private static Optional<String> name(Node node, Scalars scalars) {
    if (node instanceof Scalar scalar && scalar.written().matches(NAME)) {
      return Optional.of(scalar.written());
    }
    scalars.complain(
        node, "name", "a name of letters, digits, . _ - (at most 64, as it names directories)");
    return Optional.empty();
  }

  private static String nameOf(String path) {
    var file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.conf$", "");
    var name = file.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return name.isEmpty() ? "workload" : name.substring(0, Math.min(name.length(), 64));
  }

  private static Optional<BackendKind> backend(Node node, Scalars scalars, Complaints complaints) {
    var supported =
        Arrays.stream(BackendKind.values())
            .filter(kind -> kind != BackendKind.CLUSTER)
            .map(BackendKind::keyword)
            .toList();
    var backend =
        node instanceof Scalar scalar
            ? BackendKind.of(scalar.written())
            : Optional.<BackendKind>empty();
    if (backend.isEmpty()) {
      scalars.complainOfChoice(node, "backend", supported);
    } else if (backend.get() == BackendKind.CLUSTER) {
      complaints.add(
          node.origin(),
          "backend %s is not supported by this version; a later one will know it: use one of %s"
              .formatted(Shown.quoted("cluster"), String.join(", ", supported)));
    }
    return backend;
  }

  private static OptionalInt workers(Branch root, Scalars scalars) {
    var node = root.find("workers");
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    var workers = scalars.whole(node.get(), "workers", 1, MOST_WORKERS);
    return workers.isPresent()
        ? OptionalInt.of(Math.toIntExact(workers.getAsLong()))
        : OptionalInt.empty();
  }

  private static Optional<Branch> engine(Branch root, Scalars scalars) {
    var node = root.find("engine");
    if (node.isPresent() && !(node.get() instanceof Branch)) {
      scalars.complain(node.get(), "engine", "a block { }");
    }
    return node.filter(Branch.class::isInstance).map(Branch.class::cast);
  }
}
