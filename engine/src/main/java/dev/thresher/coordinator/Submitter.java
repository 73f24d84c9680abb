package dev.thresher.coordinator;

import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.schedule.ScheduleEvent;
import java.util.List;

/**
 * Who gives a coordinator tasks while its run lasts. Asked on the actor's thread, after a {@code
 * SubmitterCalls}; must return at once.
 */
public interface Submitter {
  /** For a run whose plan says it all. */
  Submitter NONE =
      new Submitter() {
        @Override
        public List<ScheduleEvent> news() {
          return List.of();
        }

        @Override
        public RunTasks withArguments(Incarnation to, RunTasks tasks) {
          return tasks;
        }
      };

  /** What has happened since it was last asked, in order. */
  List<ScheduleEvent> news();

  /**
   * The same tasks with what they are called with, as the schedule knows only how many there are.
   * Asked each time they are sent, so also again for the same tasks.
   */
  RunTasks withArguments(Incarnation to, RunTasks tasks);
}
