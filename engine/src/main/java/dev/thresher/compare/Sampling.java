package dev.thresher.compare;

import java.util.OptionalLong;

/** Whether a budget takes whole runs, and if not, how many of the tasks. */
public final class Sampling {
  /** The warm-up and the fewest rounds that tell arms apart which are far from each other. */
  private static final int FEWEST_ROUNDS = 1 + 3;

  private static final int ROUNDS_WANTED = 1 + 7;
  private static final int FEWEST_TASKS_PER_SLOT = 4;

  /** Of what starting takes: with less work it is starting that is compared. */
  private static final double LEAST_WORK = 0.5;

  private Sampling() {}

  /**
   * What is known of a whole run.
   *
   * @param seconds of all of it
   * @param startUp of that, what it takes without tasks
   */
  public record Pilot(double seconds, double startUp, long tasks) {
    /**
     * A run that was ended early.
     *
     * @param done tasks that had ended
     * @param working seconds since the first worker was ready
     */
    public static Pilot extrapolated(double startUp, double working, long done, long tasks) {
      return new Pilot(startUp + working * tasks / done, startUp, tasks);
    }

    private double perTask() {
      return (seconds - startUp) / Math.max(1, tasks);
    }

    /** Of so many tasks that they may stand for all; one more, for what is lost by rounding. */
    private double leastWork(int slots) {
      return (1.0 + FEWEST_TASKS_PER_SLOT * slots) * perTask();
    }
  }

  /** Whether so many arms can be measured within the budget with whole runs. */
  public static boolean takesWholeRuns(Pilot pilot, int arms, double budgetSeconds) {
    return pilot.seconds() * arms * FEWEST_ROUNDS <= budgetSeconds;
  }

  /** The least budget for whole runs, seconds. */
  public static double budgetThatWouldDo(Pilot pilot, int arms) {
    return tens(pilot.seconds() * arms * ROUNDS_WANTED);
  }

  /**
   * The least budget for runs of a part of the tasks, the first run included, or for whole ones if
   * that is less; seconds.
   *
   * @param slots tasks at once, of the arm with the most
   */
  public static double budgetForPart(Pilot pilot, int arms, int slots) {
    double work = Math.max(LEAST_WORK * pilot.startUp(), pilot.leastWork(slots));
    // Where that is more than all of them, as many rounds of whole runs fit.
    return Math.min(
        budgetThatWouldDo(pilot, arms),
        tens(pilot.seconds() + (pilot.startUp() + work) * arms * FEWEST_ROUNDS));
  }

  private static double tens(double seconds) {
    return Math.ceil(seconds / 10) * 10;
  }

  /**
   * Tasks in each trial, so that the budget takes enough of them; empty if these would be too few
   * to stand for all, or all of them.
   *
   * @param slots tasks at once, of the arm with the most
   */
  public static OptionalLong size(Pilot pilot, int arms, int slots, double budgetSeconds) {
    double perTask = pilot.perTask();
    double work =
        Math.min(
            // Rather fewer rounds than too few tasks, or less work than starting takes ...
            Math.max(
                budgetSeconds / (arms * ROUNDS_WANTED) - pilot.startUp(),
                Math.max(pilot.startUp(), pilot.leastWork(slots))),
            // ... and rather less work than none of it.
            budgetSeconds / (arms * FEWEST_ROUNDS) - pilot.startUp());
    if (perTask <= 0 || work < LEAST_WORK * pilot.startUp()) {
      return OptionalLong.empty();
    }
    long size = (long) (work / perTask);
    return size >= (long) FEWEST_TASKS_PER_SLOT * slots && size < pilot.tasks()
        ? OptionalLong.of(size)
        : OptionalLong.empty();
  }
}
