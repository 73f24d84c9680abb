package dev.thresher.schedule;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What earlier coordinators of a run have brought to an end.
 *
 * @param stages in plan order; empty for a run that begins
 */
public record Recovered(List<Stage> stages) {
  public static final Recovered NOTHING = new Recovered(List.of());

  public Recovered {
    stages = List.copyOf(stages);
  }

  /**
   * @param completed tasks with a result
   * @param failed tasks that ended for good without one
   * @param tried by index, tasks that have not ended, but of which attempts have
   */
  public record Stage(Intervals completed, Intervals failed, NavigableMap<Long, Tried> tried) {
    static final Stage NEW = new Stage(new Intervals(), new Intervals(), new TreeMap<>());

    public Stage {
      tried = Collections.unmodifiableNavigableMap(new TreeMap<>(tried));
    }
  }

  /**
   * @param attempts that came to nothing
   * @param failures of them, those that were the task's own
   */
  public record Tried(int attempts, int failures) {}

  Stage stage(int number) {
    return number < stages.size() ? stages.get(number) : Stage.NEW;
  }
}
