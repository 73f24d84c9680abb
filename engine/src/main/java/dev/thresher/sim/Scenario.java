package dev.thresher.sim;

import dev.thresher.plan.Plan;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.Elasticity;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.schedule.Volume;
import dev.thresher.sim.SimulatedNetwork.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything about a simulated run that is given from outside.
 *
 * @param slots of each worker, or {@code Reply.UNLIMITED}
 * @param startNanos from the order for a worker to its first word
 * @param failedStartShare of the workers that never register
 * @param zombieNanos how long a worker that the coordinator gave up lives on; usually 0
 * @param drainAtNanos when the run is asked to drain; negative for never
 * @param cancelAtNanos when it is cancelled; negative for never
 * @param session how the tasks of the plan are submitted; empty if all are there at once
 * @param takeNanos in which one result is taken in beside the coordinator; 0 for at once
 */
public record Scenario(
    long seed,
    Plan plan,
    SchedulingLimits limits,
    int workers,
    int slots,
    TaskModel tasks,
    Conditions network,
    long startNanos,
    double failedStartShare,
    long zombieNanos,
    List<Death> deaths,
    List<Freeze> freezes,
    long drainAtNanos,
    long cancelAtNanos,
    Optional<Session> session,
    long takeNanos) {
  public Scenario {
    deaths = List.copyOf(deaths);
    freezes = List.copyOf(freezes);
  }

  /** Whoever fills that place then, from 1, dies. */
  public record Death(long atNanos, int place, Blame blame) {}

  /**
   * Whoever fills that place then does nothing for a while, and then everything at once.
   *
   * @param place from 1; 0 is the coordinator
   */
  public record Freeze(long atNanos, int place, long forNanos) {}

  /** The same, but the whole run has a deadline. */
  Scenario withDeadline(Duration deadline) {
    return with(plan.withDeadline(deadline), limits, tasks, session, takeNanos);
  }

  /** The same, but results are taken in slowly, and so much may wait for it. */
  Scenario withWriter(long takeNanos, Volume mostWaiting) {
    return with(plan, limits.withMostWaiting(mostWaiting), tasks, session, takeNanos);
  }

  /** The same, but other tasks. */
  Scenario withTasks(TaskModel other) {
    return with(plan, limits, other, session, takeNanos);
  }

  /** The same workers and faults over tasks that are submitted. */
  Scenario with(Plan plan, TaskModel tasks, Session session) {
    return with(plan, limits, tasks, Optional.of(session), takeNanos);
  }

  /** The same workers, network and faults over other work. */
  private Scenario with(
      Plan plan,
      SchedulingLimits limits,
      TaskModel tasks,
      Optional<Session> session,
      long takeNanos) {
    return copy(seed, plan, limits, tasks, drainAtNanos, cancelAtNanos, session, takeNanos);
  }

  /** The same, but nobody asks the run to end. */
  Scenario undisturbed() {
    return copy(seed, plan, limits, tasks, -1, -1, session, takeNanos);
  }

  /** The same, but other accidents of network and starts. */
  Scenario withSeed(long other) {
    return copy(other, plan, limits, tasks, drainAtNanos, cancelAtNanos, session, takeNanos);
  }

  private Scenario copy(
      long seed,
      Plan plan,
      SchedulingLimits limits,
      TaskModel tasks,
      long drainAtNanos,
      long cancelAtNanos,
      Optional<Session> session,
      long takeNanos) {
    return new Scenario(
        seed,
        plan,
        limits,
        workers,
        slots,
        tasks,
        network,
        startNanos,
        failedStartShare,
        zombieNanos,
        deaths,
        freezes,
        drainAtNanos,
        cancelAtNanos,
        session,
        takeNanos);
  }

  /** How many of the workers are there when. */
  Elasticity elasticity() {
    return session.flatMap(Session::elasticity).orElse(Elasticity.none(workers));
  }

  /** From the start; more than any run takes if there is none. */
  long deadlineNanos() {
    return plan.deadline().map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }

  /** Nothing goes wrong but, perhaps, tasks, and nothing but them takes time. */
  public boolean isCalm() {
    return deaths.isEmpty()
        && freezes.isEmpty()
        && failedStartShare == 0
        && takeNanos == 0
        && network.dropShare() == 0
        && network.duplicateShare() == 0
        && !network.reorders()
        && tasks.poison().isEmpty();
  }
}
