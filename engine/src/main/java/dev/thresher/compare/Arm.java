package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.util.Comparator;

/**
 * One way of running the workload.
 *
 * @param workers threads or processes; on {@code virtual-threads} a limit of tasks at once, {@link
 *     #UNLIMITED} for none
 * @param copy 1, or more if the same is given several times, to see what differs by chance
 */
public record Arm(BackendKind backend, int workers, int copy) {
  public static final int UNLIMITED = 0;

  /**
   * The simpler one first: what has less that can go wrong and that has to be understood. One
   * thread, threads, virtual threads, processes; fewer workers before more.
   */
  public static final Comparator<Arm> SIMPLER_FIRST =
      Comparator.comparing(Arm::backend)
          .thenComparing(arm -> arm.workers == UNLIMITED ? Integer.MAX_VALUE : arm.workers)
          .thenComparing(Arm::copy);

  public Arm {
    if (workers < 0 || copy < 1) {
      throw new IllegalArgumentException("workers: " + workers + ", copy: " + copy);
    }
  }

  public Arm(BackendKind backend, int workers) {
    this(backend, workers, 1);
  }

  /**
   * {@code threads:2}, or {@code virtual-threads} where there is no limit; {@code threads:2#2} for
   * the second of two alike.
   */
  public String name() {
    return backend.keyword()
        + (workers == UNLIMITED ? "" : ":" + workers)
        + (copy == 1 ? "" : "#" + copy);
  }

  @Override
  public String toString() {
    return name();
  }
}
