package dev.thresher.runtime;

import dev.thresher.rundir.RunDirectory;
import dev.thresher.task.KindRegistry;

/** Which workplace a backend means. */
final class Workplaces {
  private Workplaces() {}

  /**
   * @throws IllegalArgumentException if this release has no such backend; the message is for the
   *     user
   */
  static Workplace of(RunOptions options, RunDirectory directory, KindRegistry kinds) {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS -> new ThreadWorkplace(options, directory, kinds);
      case PROCESSES -> new ProcessWorkplace(options, directory);
      case CLUSTER ->
          throw new IllegalArgumentException(
              "backend cluster is not there yet; choose processes for workers on this host");
    };
  }
}
