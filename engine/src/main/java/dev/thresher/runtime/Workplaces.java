package dev.thresher.runtime;

import dev.thresher.rundir.RunDirectory;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.io.IOException;

/** Which workplace a backend means. */
final class Workplaces {
  private static final String NO_CLUSTER =
      "backend cluster is not there yet; choose processes for workers on this host";

  private Workplaces() {}

  /** What this machine and this release have to offer. */
  static Staffing staffing(RunOptions options) {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS -> ThreadWorkplace.staffing(options);
      case PROCESSES -> ProcessWorkplace.staffing(options);
      case CLUSTER -> new Staffing.Refused(NO_CLUSTER);
    };
  }

  /**
   * @throws IllegalArgumentException if this release has no such backend; the message is for the
   *     user
   * @throws IOException if the run directory cannot be used
   */
  static Workplace of(
      RunOptions options, RunDirectory directory, KindRegistry kinds, RecordFiles records)
      throws IOException {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS -> new ThreadWorkplace(options, directory, kinds, records);
      case PROCESSES -> new ProcessWorkplace(options, directory);
      case CLUSTER -> throw new IllegalArgumentException(NO_CLUSTER);
    };
  }
}
