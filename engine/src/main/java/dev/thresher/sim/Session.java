package dev.thresher.sim;

import dev.thresher.model.TaskId;
import dev.thresher.schedule.Elasticity;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.ScheduleEvent.Reach;
import java.util.List;
import java.util.Optional;

/**
 * What a submitter does during a run: stages come, tasks come, some are cancelled, at last all is
 * over.
 *
 * @param steps in the order in which they happen
 * @param elasticity empty if all workers are there from the start
 */
record Session(
    List<Step> steps,
    List<Cancellation> cancellations,
    List<Retirement> retirements,
    Optional<Elasticity> elasticity) {
  static final Session NONE = new Session(List.of(), List.of(), List.of(), Optional.empty());

  Session {
    steps = List.copyOf(steps);
    cancellations = List.copyOf(cancellations);
    retirements = List.copyOf(retirements);
  }

  /** Stages and tasks, and the end of both. */
  record Step(long atNanos, ScheduleEvent event) {}

  /** Some time after the task is first seen like this it is cancelled. */
  record Cancellation(TaskId task, Moment moment, long delayNanos, Reach reach) {}

  enum Moment {
    SUBMITTED,
    SENT,
    BEGUN,
    /** An attempt has failed or was lost, and another one follows. */
    RETRIED,
    ENDED
  }

  /** Whoever fills that place then is to be replaced. */
  record Retirement(long atNanos, int place, boolean atOnce) {}
}
