package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way of running the workload: on a backend, which may be chosen, or by a pool of Python, which
 * is a yardstick.
 *
 * @param workers threads or processes; on {@code virtual-threads} a limit of tasks at once, {@link
 *     #UNLIMITED} for none
 * @param settings of the engine that it has and other arms need not have, each {@code NAME=VALUE}
 *     as {@code --set} takes it
 * @param copy 1, or more if the same is given several times, to see what differs by chance
 */
public record Arm(ArmPlace place, int workers, List<String> settings, int copy) {
  public static final int UNLIMITED = 0;

  /**
   * The simpler one first: what has less that can go wrong and that has to be understood. One
   * thread, threads, virtual threads, processes; fewer workers before more.
   */
  public static final Comparator<Arm> SIMPLER_FIRST =
      Comparator.comparing(Arm::place, ArmPlace.SIMPLER_FIRST)
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
    this(new ArmPlace.OnBackend(backend), workers, List.of(), 1);
  }

  public Arm(PythonPool pool, int workers) {
    this(pool, workers, List.of(), 1);
  }

  /** Empty for a pool of Python. */
  public Optional<BackendKind> backend() {
    return switch (place) {
      case ArmPlace.OnBackend(BackendKind kind) -> Optional.of(kind);
      case PythonPool _ -> Optional.empty();
    };
  }

  public boolean runsOn(BackendKind kind) {
    return backend().filter(kind::equals).isPresent();
  }

  /** Whether its tasks run in the JVM of the run. */
  public boolean sharesMemory() {
    return backend().filter(BackendKind::sharesMemory).isPresent();
  }

  /** Whether it is measured to compare with, and cannot be chosen. */
  public boolean isYardstick() {
    return place instanceof PythonPool;
  }

  /** The same, but the so-many-th of those that are alike. */
  public Arm numbered(int number) {
    return new Arm(place, workers, settings, number);
  }

  /** The same with one setting more. */
  public Arm with(String setting) {
    var more = new java.util.ArrayList<>(settings);
    more.add(setting);
    return new Arm(place, workers, more, copy);
  }

  /**
   * {@code threads:2}, or {@code virtual-threads} where there is no limit; {@code threads:2#2} for
   * the second of two alike, {@code processes:2 transport=artery} with a setting of its own; {@code
   * python:process-pool:2} for a pool of Python.
   */
  public String name() {
    return place.keyword()
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
