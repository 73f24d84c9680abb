package dev.thresher.schedule;

import java.util.List;

/**
 * The decisions of one run. A plain object with one owner; not safe for several threads.
 *
 * <p>Time is monotonic nanoseconds from any origin, never decreasing between calls.
 */
public interface RunSchedule {
  List<Decision> on(ScheduleEvent event, long nowNanos);
}
