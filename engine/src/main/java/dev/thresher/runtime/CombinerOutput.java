package dev.thresher.runtime;

import dev.thresher.execute.TaskOutput;
import dev.thresher.model.BackendKind;
import dev.thresher.rundir.RunDirectory;
import java.util.Optional;

/** Where a user's combiner prints: to a log of the run, whatever the backend. */
final class CombinerOutput implements AutoCloseable {
  private final RunDirectory directory;
  private final Optional<TaskOutput> ownRouter;

  /** Workers in this JVM have seen to it that what tasks print is told apart by thread. */
  CombinerOutput(RunDirectory directory, BackendKind backend) {
    this.directory = directory;
    this.ownRouter =
        switch (backend) {
          case THREADS, VIRTUAL_THREADS -> Optional.empty();
          case PROCESSES, CLUSTER -> Optional.of(TaskOutput.install(directory.taskLogs()));
        };
  }

  /** Runs what may print. */
  void around(Runnable work) {
    try (var _ = TaskOutput.enter(directory.reduceLog())) {
      work.run();
    }
  }

  @Override
  public void close() {
    ownRouter.ifPresent(TaskOutput::close);
  }
}
