package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One way of running the workload.
 *
 * @param workers threads or processes; on {@code virtual-threads} a limit of tasks at once, {@link
 *     #UNLIMITED} for none
 * @param settings of the engine that it has and other arms need not have, each {@code NAME=VALUE}
 *     as {@code --set} takes it
 * @param copy 1, or more if the same is given several times, to see what differs by chance
 */
public record Arm(BackendKind backend, int workers, List<String> settings, int copy) {
  public static final int UNLIMITED = 0;

  /**
   * The simpler one first: what has less that can go wrong and that has to be understood. One
   * thread, threads, virtual threads, processes; fewer workers before more.
   */
  public static final Comparator<Arm> SIMPLER_FIRST =
      Comparator.comparing(Arm::backend)
          .thenComparing(arm -> arm.workers == UNLIMITED ? Integer.MAX_VALUE : arm.workers)
          .thenComparing(arm -> String.join(" ", arm.settings))
          .thenComparing(Arm::copy);

  public Arm {
    settings = List.copyOf(settings);
    if (workers < 0 || copy < 1) {
      throw new IllegalArgumentException("workers: " + workers + ", copy: " + copy);
    }
  }

  public Arm(BackendKind backend, int workers) {
    this(backend, workers, List.of(), 1);
  }

  /** The same, but the so-many-th of those that are alike. */
  public Arm numbered(int number) {
    return new Arm(backend, workers, settings, number);
  }

  /** The same with one setting more. */
  public Arm with(String setting) {
    var more = new java.util.ArrayList<>(settings);
    more.add(setting);
    return new Arm(backend, workers, more, copy);
  }

  /**
   * {@code threads:2}, or {@code virtual-threads} where there is no limit; {@code threads:2#2} for
   * the second of two alike, {@code processes:2 transport=artery} with a setting of its own.
   */
  public String name() {
    return backend.keyword()
        + (workers == UNLIMITED ? "" : ":" + workers)
        + settings.stream().map(Arm::briefly).collect(Collectors.joining())
        + (copy == 1 ? "" : "#" + copy);
  }

  private static String briefly(String setting) {
    int name = setting.substring(0, setting.indexOf('=')).lastIndexOf('.') + 1;
    return " " + setting.substring(name);
  }

  @Override
  public String toString() {
    return name();
  }
}
