package dev.thresher.workload;

import dev.thresher.workload.hocon.Node.Branch;
import java.util.List;
import java.util.Optional;

/**
 * One way to write down what a task does. The forms are told apart by the key in {@code task} that
 * each of them has alone, such as {@code kind}.
 */
interface TaskForm {
  String key();

  /** Whether the task is written in this form, or tries to be. */
  default boolean isMeantBy(Branch task) {
    return task.find(key()).isPresent();
  }

  /** Further keys in {@code task} that only this form knows. */
  List<String> keys();

  /**
   * @param task holds {@link #key}
   * @return empty if a complaint has been made
   */
  Optional<TaskHead> read(Branch task, StageBlocks blocks);
}
