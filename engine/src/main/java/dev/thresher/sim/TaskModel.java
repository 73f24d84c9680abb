package dev.thresher.sim;

import dev.thresher.model.Failure;
import dev.thresher.model.TaskId;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How long tasks take and how they end, as a function of seed, task and attempt alone.
 *
 * @param grainNanos the typical time of a task
 * @param failShare of the tasks that fail in their first attempts
 * @param hangShare of the tasks that do not end by themselves in their first attempts
 * @param stubbornShare of those that hang: they ignore their interruption, too
 * @param poison tasks of stage 0 that take their worker along, whenever they run
 * @param meeting two tasks of stage 0 that each end only while the other runs
 */
record TaskModel(
    long seed,
    long grainNanos,
    Spread spread,
    double failShare,
    double hangShare,
    double stubbornShare,
    Set<Long> poison,
    Set<Long> meeting) {
  /** What failing tasks fail with, and the class that both are derived from. */
  static final String FLAKY = "simulated.Flaky";

  static final String BROKEN = "simulated.Broken";
  static final String TROUBLE = "simulated.Trouble";

  enum Spread {
    CONSTANT,
    UNIFORM,
    /** Pareto with exponent 1.2, cut at 300 times the grain. */
    HEAVY_TAIL,
    /** One in twenty takes thirty times as long. */
    TWO_SIZES
  }

  enum Ending {
    COMPLETES,
    FAILS,
    HANGS,
    IGNORES_INTERRUPTION,
    KILLS_ITS_WORKER
  }

  record Behaviour(long nanos, Ending ending) {}

  Behaviour of(TaskId task, int attempt) {
    // The attempt is no part of what decides about the task, so that retries can be told to help.
    var random = new SplittableRandom(mix(seed, task.stage(), task.index()));
    long nanos = Math.max(1, (long) (grainNanos * factor(random)));
    double kind = random.nextDouble();
    int troubledAttempts = 1 + random.nextInt(3);
    boolean stubborn = random.nextDouble() < stubbornShare;
    if (task.stage() == 0 && poison.contains(task.index())) {
      return new Behaviour(nanos, Ending.KILLS_ITS_WORKER);
    }
    if (kind >= failShare + hangShare || attempt > troubledAttempts) {
      return new Behaviour(nanos, Ending.COMPLETES);
    }
    if (kind < failShare) {
      return new Behaviour(nanos, Ending.FAILS);
    }
    return new Behaviour(nanos, stubborn ? Ending.IGNORES_INTERRUPTION : Ending.HANGS);
  }

  TaskModel withoutMeeting() {
    return new TaskModel(
        seed, grainNanos, spread, failShare, hangShare, stubbornShare, poison, Set.of());
  }

  /** The same for all attempts of a task. */
  Failure failure(TaskId task) {
    var type = (mix(~seed, task.stage(), task.index()) & 1) == 0 ? FLAKY : BROKEN;
    return new Failure(
        type,
        "as its seed wants it",
        List.of(),
        List.of(),
        List.of(),
        List.of(TROUBLE),
        java.util.Optional.empty());
  }

  boolean meets(TaskId task) {
    return task.stage() == 0 && meeting.contains(task.index());
  }

  private double factor(SplittableRandom random) {
    double draw = random.nextDouble();
    return switch (spread) {
      case CONSTANT -> 1;
      case UNIFORM -> 2 * draw;
      case HEAVY_TAIL -> Math.min(300, 0.3 * StrictMath.pow(1 - draw, -1 / 1.2));
      case TWO_SIZES -> draw < 0.05 ? 30 : 1;
    };
  }

  private static long mix(long seed, int stage, long index) {
    long mixed = seed * 0x9E3779B97F4A7C15L + stage * 0xC2B2AE3D27D4EB4FL + index;
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 29);
  }
}
