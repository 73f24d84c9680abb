package dev.thresher.runtime;

import dev.thresher.launch.OpenFiles;
import dev.thresher.model.BackendKind;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.nodes.ClusterLink;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.util.Optional;

/** Which workplace a backend means. */
final class Workplaces {
  private Workplaces() {}

  /** What this machine and this release have to offer. */
  static Staffing staffing(RunOptions options) {
    var offered = offered(options);
    return offered instanceof Staffing.Granted granted
        ? OpenFiles.current()
            .refusal(processes(options.backend(), granted))
            .<Staffing>map(Staffing.Refused::new)
            .orElse(granted)
        : offered;
  }

  private static int processes(BackendKind backend, Staffing.Granted granted) {
    return switch (backend) {
      case THREADS, VIRTUAL_THREADS -> 0;
      case PROCESSES, CLUSTER -> granted.workers();
    };
  }

  private static Staffing offered(RunOptions options) {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS -> ThreadWorkplace.staffing(options);
      case PROCESSES -> ProcessWorkplace.staffing(options);
      case CLUSTER -> ClusterWorkplace.staffing(options);
    };
  }

  /**
   * The way to the cluster, for backend {@code cluster}.
   *
   * @throws dev.thresher.runtime.nodes.NoClusterException if there is none
   */
  static Optional<ClusterLink> link(RunOptions options) {
    return options.backend() == BackendKind.CLUSTER
        ? options.cluster().map(access -> ClusterLink.open(access, options.settings().processes()))
        : Optional.empty();
  }

  /**
   * @param epoch of the run's coordinator
   * @throws IllegalArgumentException if the workers do not fit, or no cluster is named; the message
   *     is for the user
   * @throws IOException if the run directory cannot be used
   */
  static Workplace of(
      RunOptions options,
      RunDirectory directory,
      long epoch,
      Optional<ClusterLink> link,
      KindRegistry kinds,
      RecordFiles records)
      throws IOException {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS -> new ThreadWorkplace(options, directory, kinds, records);
      case PROCESSES -> new ProcessWorkplace(options, directory);
      case CLUSTER ->
          new ClusterWorkplace(
              options,
              directory,
              epoch,
              link.orElseThrow(() -> new IllegalArgumentException("no cluster is named")),
              records);
    };
  }
}
