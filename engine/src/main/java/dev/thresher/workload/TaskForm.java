package dev.thresher.workload;

import dev.thresher.workload.hocon.Node.Branch;
import java.util.List;
import java.util.Optional;

/**
 * One way to write down what a task does. The forms are told apart by keys in {@code task} that
 * each of them has alone, such as {@code kind}.
 */
interface TaskForm {
  /** Each of them says that this form is meant; if there are several, the first counts. */
  List<String> keys();

  /** The key by which the task is written in this form, or tries to be. */
  default Optional<String> keyIn(Branch task) {
    return keys().stream().filter(key -> task.find(key).isPresent()).findFirst();
  }

  /**
   * @param task holds one of {@link #keys}
   * @param columns of the rows that its tasks are given
   * @return empty if a complaint has been made
   */
  Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns);
}
