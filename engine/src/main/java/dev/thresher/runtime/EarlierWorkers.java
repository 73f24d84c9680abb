package dev.thresher.runtime;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Value;
import dev.thresher.rundir.StoredRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Worker processes of a coordinator that was killed: they end with it, a moment later. Before the
 * run goes on they must be gone, for what they still start would not be known of.
 */
final class EarlierWorkers {
  private static final Duration MOMENT = Duration.ofSeconds(10);
  private static final Duration CLOCK_TICK = Duration.ofSeconds(2);

  private EarlierWorkers() {}

  /**
   * @throws IOException with a sentence for the user if one of them does not end
   */
  static void awaitEnd(StoredRun run) throws IOException {
    if (isOnCluster(run)) {
      return; // their agents end them, before they start others for the next life of the run
    }
    long deadline = System.nanoTime() + MOMENT.toNanos();
    for (var worker : run.status().find("workers").map(Value::asSequence).orElse(List.of())) {
      var process = living(worker);
      if (process.isPresent() && !endsBefore(deadline, process.get())) {
        throw new IOException(
            "worker %s of the earlier coordinator of %s, process %d, is still there: end it, then resume"
                .formatted(worker.asFields().text("worker"), run.id(), process.get().pid()));
      }
    }
  }

  private static boolean isOnCluster(StoredRun run) throws IOException {
    return run.status()
        .find("backend")
        .filter(backend -> backend.equals(Value.of(BackendKind.CLUSTER.keyword())))
        .isPresent();
  }

  // A process id may have been given to somebody else since.
  private static Optional<ProcessHandle> living(Value worker) {
    var started = Instant.parse(worker.asFields().text("startedAt"));
    return ProcessHandle.of(worker.asFields().whole("pid"))
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(since -> Duration.between(since, started).abs().compareTo(CLOCK_TICK) < 0)
                .orElse(true));
  }

  private static boolean endsBefore(long deadline, ProcessHandle process) throws IOException {
    try {
      process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier worker was waited for", stop);
    } catch (java.util.concurrent.ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
