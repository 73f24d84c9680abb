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
 *     longer than the worker itself needs to stop it
 * @param cancelGrace how long a cancelled run waits for tasks that do not stop
 * @param respawnLimit how often a place is filled again within {@code respawnWindow}, not counting
 *     incarnations that came to something
 * @param startsAreTold whether it can be found out what a worker that is gone had started: tasks
 *     that may start once only then go out in batches like all others, and else one by one
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
    long seed) {
  private static final Duration DEADLINE_GRACE = Duration.ofSeconds(10);
  private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

  /**
   * Of these settings: workers in the coordinator's JVM have no lease, they share its fate; what
   * workers on other hosts had started cannot be read from here.
   */
  public static SchedulingLimits of(EngineSettings settings, BackendKind backend, long seed) {
    var processes = settings.processes();
    return new SchedulingLimits(
        settings.schedule(),
        backend.sharesMemory() ? Duration.ZERO : processes.lease(),
        processes.beat(),
        DEADLINE_GRACE,
        CANCEL_GRACE,
        processes.respawnLimit(),
        processes.respawnWindow(),
        backend != BackendKind.CLUSTER,
        seed);
  }
}
