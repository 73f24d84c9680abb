package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.util.List;
import java.util.Optional;

/**
 * What this machine itself takes, measured with tasks that do nothing.
 *
 * @param remembered whether an earlier comparison measured them
 */
public record Costs(List<Cost> backends, boolean remembered) {
  public Costs {
    backends = List.copyOf(backends);
  }

  /**
   * @param startUpSeconds of a run without work, from the start of the JVM to its exit
   * @param secondsPerTask slot time that a task takes beyond its own code
   */
  public record Cost(
      BackendKind backend, int workers, double startUpSeconds, double secondsPerTask) {}

  public Optional<Cost> of(BackendKind backend) {
    return backends.stream().filter(cost -> cost.backend() == backend).findFirst();
  }
}
