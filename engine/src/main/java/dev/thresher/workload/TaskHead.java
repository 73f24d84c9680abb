package dev.thresher.workload;

import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.CodeLookup.Found;
import dev.thresher.workload.hocon.Complaints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stage computes, before it is known over what.
 *
 * @param body as workers are told
 * @param code what it takes and gives, and whether it may be repeated; need not be able to run here
 * @param named for messages: {@code kind primes}, {@code method steps}
 * @param reserved keys in {@code task} that are no arguments
 * @param divides whether the code cuts its own work where there is no {@code each}; otherwise that
 *     is one task
 */
record TaskHead(
    TaskBody body, TaskKind code, String named, List<String> reserved, boolean divides) {
  TaskHead {
    reserved = List.copyOf(reserved);
  }

  /**
   * Of the user's own code.
   *
   * @param keys in {@code task} that are this form's alone
   * @return empty if the code is refused, with the reasons complained of
   */
  static Optional<TaskHead> of(Found found, List<String> keys, Complaints complaints) {
    return switch (found) {
      case Found.Code(TaskBody body, TaskKind kind, String named) ->
          Optional.of(new TaskHead(body, kind, named, reserved(keys), false));
      case Found.Refused(var reasons) -> {
        reasons.forEach(complaints::add);
        yield Optional.empty();
      }
    };
  }

  /** Keys that are this form's alone, and those that every form knows. */
  static List<String> reserved(List<String> keys) {
    var reserved = new ArrayList<>(keys);
    reserved.addAll(WorkloadKeys.TASK_OF_ALL);
    return reserved;
  }
}
