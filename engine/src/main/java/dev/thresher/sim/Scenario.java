package dev.thresher.sim;

import dev.thresher.plan.Plan;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.SchedulingLimits;
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
    Optional<Session> session) {
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
    return new Scenario(
        seed,
        plan.withDeadline(deadline),
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
        session);
  }

  /** The same workers and faults over tasks that are submitted. */
  Scenario with(Plan plan, TaskModel tasks, Session session) {
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
        Optional.of(session));
  }

  /** From the start; more than any run takes if there is none. */
  long deadlineNanos() {
    return plan.deadline().map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }

  /** Nothing goes wrong but, perhaps, tasks. */
  public boolean isCalm() {
    return deaths.isEmpty()
        && freezes.isEmpty()
        && failedStartShare == 0
        && network.dropShare() == 0
        && network.duplicateShare() == 0
        && !network.reorders()
        && tasks.poison().isEmpty();
  }
}
