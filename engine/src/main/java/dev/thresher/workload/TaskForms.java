package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Shown;
import dev.thresher.workload.hocon.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out in which form a task is written, and has it read. */
final class TaskForms {
  private final KindForm kinds;
  private final List<TaskForm> forms;
  private final Complaints complaints;
  private final KeyCheck keys;

  /**
   * @param others all forms but {@code kind}
   */
  TaskForms(KindForm kinds, List<TaskForm> others, Complaints complaints, KeyCheck keys) {
    this.kinds = kinds;
    this.forms = new ArrayList<>(others);
    this.forms.addFirst(kinds);
    this.complaints = complaints;
    this.keys = keys;
  }

  /** Empty only if something was complained of, or the block could not be read at all. */
  Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns) {
    var said = forms.stream().filter(form -> form.keyIn(task).isPresent()).toList();
    return switch (said.size()) {
      case 0 -> {
        complainOfNone(task);
        yield Optional.empty();
      }
      case 1 -> {
        var head = said.getFirst().read(task, blocks, columns);
        head.ifPresent(known -> checkKeys(task, known));
        yield head;
      }
      default -> {
        var first = said.get(0).keyIn(task).orElseThrow();
        var second = said.get(1).keyIn(task).orElseThrow();
        complaints.add(
            task.find(second).orElseThrow().origin(),
            "task has both %s and %s: say what to compute in one way".formatted(first, second));
        yield Optional.empty();
      }
    };
  }

  private void checkKeys(Branch task, TaskHead head) {
    var allowed = new ArrayList<>(head.reserved());
    head.code().parameters().stream()
        .map(parameter -> parameter.name())
        .filter(name -> !allowed.contains(name))
        .forEach(allowed::add);
    keys.check(task, " in task", allowed, WorkloadKeys.TASK_LATER);
  }

  // Nothing can be said of the other keys, except that one of them resembles a form's.
  private void complainOfNone(Branch task) {
    keys.checkLater(task, " in task", WorkloadKeys.TASK_LATER);
    if (WorkloadKeys.TASK_LATER.stream().anyMatch(keys::isProbablyMeant)) {
      return;
    }
    var names = forms.stream().flatMap(form -> form.keys().stream()).toList();
    var misspelt =
        task.children().entrySet().stream()
            .filter(child -> !WorkloadKeys.TASK.contains(child.getKey()))
            .filter(child -> Spelling.nearest(child.getKey(), names).isPresent())
            .findFirst();
    if (misspelt.isPresent()) {
      var key = misspelt.get().getKey();
      complaints.addMisspelling(
          misspelt.get().getValue().origin(),
          "unknown key %s in task, which has no %s"
              .formatted(Shown.quoted(key), String.join(", ", names)),
          key,
          names);
    } else {
      complaints.add(
          task.origin(),
          "task has no %s; kinds are %s"
              .formatted(String.join(", ", names), String.join(", ", kinds.names())));
    }
  }
}
