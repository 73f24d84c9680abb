package dev.thresher.schedule;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import java.time.Duration;

/**
 * What bounds the decisions of one run.
 *
 * @param lease a worker that is not heard of for so long, and a tenth more, is taken for lost; zero
 *     means never, for workers that cannot go silent alone
 * @param beat time between two signs of life to each worker
 * @param deadlineGrace how much longer than its deadline a task may run before its worker is ended;
 *     longer than the worker itself waits before it goes on without the task, if it ever does
 * @param cancelGrace how long a cancelled run, or a cancelled task, is waited for before what does
 *     not stop is ended with its worker
 * @param respawnLimit how often a place is filled again within {@code respawnWindow}, not counting
 *     incarnations that came to something
 * @param startsAreTold whether it can be found out what a worker that is gone had started: tasks
 *     that may start once only then go out in batches like all others, and else one by one
 * @param mostWaiting results that may wait for being taken in before nothing more is handed out; if
 *     that is not {@link Volume#UNLIMITED}, {@code TakenIn} has to be told
 * @param seed of everything random: jitter of pauses, {@code RANDOM} routing
 */
public record SchedulingLimits(
    EngineSettings.Schedule schedule,
    Duration lease,
    Duration beat,
    Duration deadlineGrace,
    Duration cancelGrace,
    int respawnLimit,
    Duration respawnWindow,
    boolean startsAreTold,
    Volume mostWaiting,
    long seed) {
  private static final Duration THREADS_GRACE = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * Of these settings, with any number of results waiting: workers in the coordinator's JVM have no
   * lease, they share its fate; what workers on other hosts had started cannot be read from here.
   */
  public static SchedulingLimits of(EngineSettings settings, BackendKind backend, long seed) {
    var processes = settings.processes();
    return new SchedulingLimits(
        settings.schedule(),
        backend.sharesMemory() ? Duration.ZERO : processes.lease(),
        processes.beat(),
        backend.sharesMemory() ? THREADS_GRACE : GRACE,
        GRACE,
        processes.respawnLimit(),
        processes.respawnWindow(),
        backend != BackendKind.CLUSTER,
        Volume.UNLIMITED,
        seed);
  }

  /** The same, with another patience for tasks that do not stop. */
  public SchedulingLimits withGrace(Duration grace) {
    return new SchedulingLimits(
        schedule,
        lease,
        beat,
        grace,
        grace,
        respawnLimit,
        respawnWindow,
        startsAreTold,
        mostWaiting,
        seed);
  }

  /** The same, where the schedule is told of what is taken in. */
  public SchedulingLimits withMostWaiting(Volume most) {
    return new SchedulingLimits(
        schedule,
        lease,
        beat,
        deadlineGrace,
        cancelGrace,
        respawnLimit,
        respawnWindow,
        startsAreTold,
        most,
        seed);
  }
}
