package dev.thresher.model;

/**
 * When a run gives up because of tasks that failed for good, and what becomes of those that run
 * then. Nothing new starts after that.
 */
public record Halt(Limit limit, Running running) {
  /** How many failures are too many. */
  public sealed interface Limit {
    /** So many failed tasks. */
    record Tasks(long failed) implements Limit {
      public Tasks {
        if (failed < 1) {
          throw new IllegalArgumentException("halt after " + failed + " failures");
        }
      }
    }

    /**
     * So many of a hundred tasks of the run, as far as their number is known when one fails.
     *
     * @param percent above 0, at most 100
     */
    record Share(double percent) implements Limit {
      public Share {
        if (!(percent > 0 && percent <= 100)) {
          throw new IllegalArgumentException("halt after " + percent + " % of failures");
        }
      }
    }
  }

  /** What becomes of tasks that run when the limit is reached. */
  public enum Running {
    /** They end, and count. */
    FINISH,
    /** They are stopped. */
    STOP
  }

  /** Whether that many failures among that many tasks are too many. */
  public boolean isReached(long failed, long tasks) {
    return switch (limit) {
      case Limit.Tasks(long most) -> failed >= most;
      case Limit.Share(double percent) -> failed > 0 && failed * 100.0 >= percent * tasks;
    };
  }

  /** In words for people: {@code 3 failed tasks}, {@code 2.5 % failed tasks}. */
  public String described() {
    return switch (limit) {
      case Limit.Tasks(long most) -> Counted.of(most, "failed task");
      case Limit.Share(double percent) ->
          java.math.BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
              + " % failed tasks";
    };
  }
}
