package dev.thresher.worker;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.WorkerShell;
import dev.thresher.backend.direct.DirectLine;
import dev.thresher.backend.direct.WorkerLoop;
import dev.thresher.protocol.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker of a process that has a channel to its coordinator; when it ends, the process does.
 */
final class WorkerOnLine {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerOnLine.class);
  private static final Duration LINE_GRACE = Duration.ofMillis(300);

  private final WorkerLoop worker;
  private volatile int exitCode = Exits.DONE;

  private WorkerOnLine(WorkerShell.Parts parts, DirectLine line) {
    this.worker = new WorkerLoop(parts, line.coordinator(), this::ended);
  }

  static WorkerOnLine serve(WorkerShell.Parts parts, DirectLine line) {
    var one = new WorkerOnLine(parts, line);
    line.serve(one.worker::tellAtOnce, WorkerOnLine::onLineEnded);
    one.worker.start();
    return one;
  }

  /** Finishes what runs, starts nothing more, ends when the coordinator lets go. */
  void drain() {
    exitCode = Exits.TERMINATED;
    worker.tell(new FromCoordinator(new Request.Drain()));
  }

  private void ended(Optional<Throwable> broken) {
    Exits.with(broken.isPresent() ? Exits.INTERNAL_ERROR : exitCode);
    broken.ifPresent(error -> LOG.error("the worker has broken down", error));
  }

  // A coordinator that is gone has let go of this process's input too, which is seen elsewhere, and
  // better: who ends by that tidies up. One that is there ends this process. This is for neither.
  private static void onLineEnded(String why) {
    LOG.warn("the channel to the coordinator has ended: {}", why);
    LockSupport.parkNanos(LINE_GRACE.toNanos());
    Exits.orphaned();
  }
}
