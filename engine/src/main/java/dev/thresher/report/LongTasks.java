package dev.thresher.report;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds tasks that run for so long that somebody may want to know: a minute at least, twice their
 * deadline, and eight times as long as half of their stage took. Told once for each stage, and
 * again only of a task that has run twice as long as what was told: long tasks are nobody's fault,
 * and a run of many of them must not say so of each.
 */
public final class LongTasks {
  private static final long LEAST_NANOS = 60_000_000_000L;
  private static final int TIMES_DEADLINE = 2;
  private static final int TIMES_USUAL = 8;

  /** Before so many have ended nobody knows what is usual. */
  private static final int ENOUGH = 10;

  private final Plan plan;
  private final Map<Integer, Stage> stages = new HashMap<>();

  private static final class Stage {
    /** Tasks that ended, by the number of bits of their nanoseconds. */
    final long[] byBits = new long[Long.SIZE];

    long ended;
    long toldNanos;

    void ended(long runNanos) {
      byBits[bits(runNanos)]++;
      ended++;
    }

    private static int bits(long nanos) {
      return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    }

    /** Half of the tasks took no longer; at most twice the median. */
    long usualNanos() {
      long seen = 0;
      int bits = 0;
      while (2 * (seen + byBits[bits]) < ended) {
        seen += byBits[bits++];
      }
      return 2L << bits;
    }
  }

  public LongTasks(Plan plan) {
    this.plan = plan;
  }

  public void ended(int stage, long runNanos) {
    stages.computeIfAbsent(stage, _ -> new Stage()).ended(runNanos);
  }

  /**
   * @param busy what the worker runs now
   * @return a sentence for the user of the longest of them, if it is worth one
   */
  public Optional<String> look(Incarnation worker, List<Busy> busy) {
    Optional<Busy> longest =
        busy.stream()
            .filter(task -> task.forNanos() >= limit(task.task().stage()))
            .max(java.util.Comparator.comparingLong(Busy::forNanos));
    longest.ifPresent(task -> stage(task).toldNanos = task.forNanos());
    return longest.map(task -> sentence(worker, task));
  }

  private Stage stage(Busy task) {
    return stages.computeIfAbsent(task.task().stage(), _ -> new Stage());
  }

  private long limit(int number) {
    var stage = stages.get(number);
    long deadline = plan.stages().get(number).spec().deadlineNanos();
    long limit = Math.max(LEAST_NANOS, TIMES_DEADLINE * deadline);
    if (stage == null) {
      return limit;
    }
    long usual = stage.ended < ENOUGH ? 0 : TIMES_USUAL * stage.usualNanos();
    return Math.max(Math.max(limit, usual), 2 * stage.toldNanos);
  }

  private String sentence(Incarnation worker, Busy task) {
    var spec = plan.stages().get(task.task().stage()).spec();
    var stage = stage(task);
    var others =
        stage.ended == 0
            ? "no task of its stage has ended yet"
            : stage.ended < ENOUGH
                ? "only %d of its stage have ended".formatted(stage.ended)
                : "half of its stage took %s or less"
                    .formatted(Quantities.duration(stage.usualNanos()));
    var advice =
        spec.deadlineNanos() == 0
            ? "; a deadline would end such a task, and 'thresher why' says where it stands"
            : "; its deadline is over, and it does not end: see 'thresher why'";
    return "task %s %d has run for %s on %s, and %s"
            .formatted(
                spec.name(),
                task.task().index(),
                Quantities.duration(task.forNanos()),
                worker,
                others)
        + advice;
  }
}
