package dev.thresher.workload;

import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.util.List;
import java.util.Optional;

/** {@code kind = primes}: a computation that the engine brings along. */
final class KindForm implements TaskForm {
  static final String KEY = "kind";

  private final KindRegistry kinds;
  private final Complaints complaints;
  private final Scalars scalars;

  KindForm(KindRegistry kinds, Complaints complaints) {
    this.kinds = kinds;
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  List<String> names() {
    return kinds.all().stream().map(TaskKind::name).toList();
  }

  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns) {
    var node = task.find(KEY).orElseThrow();
    if (!(node instanceof Scalar scalar)) {
      scalars.complainOfChoice(node, KEY, names());
      return Optional.empty();
    }
    var kind = kinds.find(scalar.written());
    if (kind.isEmpty()) {
      complaints.addMisspelling(
          scalar.origin(),
          "unknown kind %s; there are %s"
              .formatted(Shown.quoted(scalar.written()), String.join(", ", names())),
          scalar.written(),
          names());
    }
    return kind.map(KindForm::head);
  }

  private static TaskHead head(TaskKind kind) {
    var body = new TaskBody.Builtin(kind.name(), kind.version());
    return new TaskHead(body, kind, "kind " + kind.name(), TaskHead.reserved(List.of(KEY)), true);
  }
}
