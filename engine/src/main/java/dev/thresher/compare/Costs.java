package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this machine itself takes, measured with tasks that do nothing or only return a text.
 *
 * @param remembered whether an earlier comparison measured them
 * @param measuredAt the first of them
 */
public record Costs(List<Cost> backends, boolean remembered, Instant measuredAt) {
  public Costs {
    backends = List.copyOf(backends);
  }

  /**
   * @param startUpSeconds of a run without work, from the start of the JVM to its exit
   * @param secondsPerTask slot time that one more task takes beyond its own code
   * @param onceSeconds slot time beyond tasks' code that a run takes for its first tasks, however
   *     many follow
   * @param payloads the same for tasks that move bytes, by ascending bytes; may be empty
   */
  public record Cost(
      BackendKind backend,
      int workers,
      double startUpSeconds,
      double secondsPerTask,
      double onceSeconds,
      List<Payload> payloads) {
    public Cost {
      payloads = List.copyOf(payloads);
    }

    /** Seconds of a run that are not its tasks', however many it has. */
    public double aroundSeconds() {
      return startUpSeconds + onceSeconds / workers;
    }

    /** How many tasks that do nothing went through the run's coordinator in a second, at least. */
    public double tasksPerSecond() {
      return workers / secondsPerTask;
    }
  }

  /**
   * @param bytes of a task's result
   * @param secondsPerTask slot time beyond the task's own code
   */
  public record Payload(long bytes, double secondsPerTask) {}

  public Optional<Cost> of(BackendKind backend) {
    return backends.stream().filter(cost -> cost.backend() == backend).findFirst();
  }

  /** How much more processes take than threads; empty if that was not measured. */
  Optional<PayloadLadder> ladder() {
    return of(BackendKind.THREADS)
        .flatMap(threads ->
            of(BackendKind.PROCESSES).flatMap(processes -> PayloadLadder.of(threads, processes)));
  }
}
