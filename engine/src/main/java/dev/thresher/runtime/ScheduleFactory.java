package dev.thresher.runtime;

import dev.thresher.model.RunId;
import dev.thresher.plan.Plan;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.SchedulingLimits;

/** Makes the schedule of a run. */
@FunctionalInterface
interface ScheduleFactory {
  RunSchedule of(RunId run, Plan plan, SchedulingLimits limits);
}
