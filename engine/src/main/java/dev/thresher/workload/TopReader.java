package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Halt;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads what stands at the top of a file or of a profile and is of no stage. */
final class TopReader {
  private static final int MOST_WORKERS = 100_000;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Complaints complaints;
  private final Scalars scalars;
  private final HaltReader halt;

  TopReader(Complaints complaints, KeyCheck keys) {
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
    this.halt = new HaltReader(complaints, keys);
  }

  /**
   * @param deadline of the whole run
   */
  record Top(
      Optional<String> name,
      Optional<BackendKind> backend,
      OptionalInt workers,
      Optional<Duration> deadline,
      Optional<Halt> halt,
      Optional<Branch> engine) {}

  Top read(Branch root) {
    return new Top(
        root.find("name").flatMap(this::name),
        root.find("backend").flatMap(this::backend),
        workers(root),
        root.find("deadline").flatMap(node -> scalars.duration(node, "deadline")),
        root.find("halt").flatMap(halt::read),
        root.find("engine").flatMap(this::engine));
  }

  private Optional<String> name(Node node) {
    if (node instanceof Scalar scalar && scalar.written().matches(NAME)) {
      return Optional.of(scalar.written());
    }
    scalars.complain(
        node, "name", "a name of letters, digits, . _ - (at most 64, as it names directories)");
    return Optional.empty();
  }

  private Optional<BackendKind> backend(Node node) {
    var backend =
        node instanceof Scalar scalar
            ? BackendKind.of(scalar.written())
            : Optional.<BackendKind>empty();
    if (backend.isEmpty()) {
      scalars.complainOfChoice(
          node, "backend", Stream.of(BackendKind.values()).map(BackendKind::keyword).toList());
    }
    return backend;
  }

  private OptionalInt workers(Branch root) {
    var node = root.find("workers");
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    var workers = scalars.whole(node.get(), "workers", 1, MOST_WORKERS);
    return workers.isPresent()
        ? OptionalInt.of(Math.toIntExact(workers.getAsLong()))
        : OptionalInt.empty();
  }

  private Optional<Branch> engine(Node node) {
    if (node instanceof Branch engine) {
      return Optional.of(engine);
    }
    scalars.complain(node, "engine", "a block { }");
    return Optional.empty();
  }
}
