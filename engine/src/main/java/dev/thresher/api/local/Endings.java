package dev.thresher.api.local;

import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.spi.Job;
import java.util.List;

/** Ends of jobs that do not run. */
final class Endings {
  private static final String STOPPED =
      "the executor was stopped while the task waited for another attempt";

  private Endings() {}

  static void fail(Job job, Throwable cause) {
    var thread = Thread.currentThread().getName();
    var place = new TaskPlace(thread, "localhost", ProcessHandle.current().pid());
    end(job, new TaskOutcome.Failed<>(cause, TaskOrigin.of(place, 1)));
  }

  static void stop(List<Job> paused) {
    paused.forEach(job -> end(job, new TaskOutcome.Cancelled<>(STOPPED)));
  }

  private static void end(Job job, TaskOutcome<Object> outcome) {
    for (int index = 0; index < job.size(); index++) {
      job.ended(index, outcome);
    }
  }
}
