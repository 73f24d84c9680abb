package dev.thresher.rundir;

import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code status.json} up to date from a thread of its own, so that whoever reports events
 * never waits for a disk: at once when a worker comes or goes, every half second for counts. The
 * last event is written before {@link #on} returns. A disk that refuses costs a line in the log,
 * never the run.
 */
public final class StatusFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
  private static final long COUNT_NANOS = 500_000_000;

  private final Path file;
  private final RunStatus status;
  private final Thread writer;
  private boolean changed;
  private boolean urgent;
  private boolean closed;

  private StatusFile(Path file, RunStatus status) {
    this.file = file;
    this.status = status;
    this.writer = Thread.ofPlatform().daemon().name("thresher-status").unstarted(this::writeOn);
  }

  /**
   * Writes the first state, in which no worker is there, and starts the writer.
   *
   * @throws IOException if even that cannot be written
   */
  public static StatusFile begin(RunDirectory directory, String workload) throws IOException {
    var pid = ProcessHandle.current().pid();
    var status = new RunStatus(directory.id().value(), workload, pid);
    JsonFile.write(directory.status(), status.toFields());
    var file = new StatusFile(directory.status(), status);
    file.writer.start();
    return file;
  }

  public void on(RunEvent event) {
    boolean last = event instanceof RunEnded;
    synchronized (this) {
      urgent |= status.on(event);
      changed = true;
      closed |= last;
      if (urgent || closed) {
        notifyAll();
      }
    }
    if (last) {
      awaitWriter();
    }
  }

  /** Writes what has not been written yet and ends the writer. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    awaitWriter();
  }

  private void awaitWriter() {
    try {
      writer.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeOn() {
    boolean goOn = true;
    while (goOn) {
      try {
        goOn = awaitChange();
        JsonFile.write(file, snapshot());
      } catch (IOException full) {
        LOG.warn("cannot write {}: {}", file, full.toString());
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  // Returns whether there will be more. Counts alone are written when half a second has passed.
  private synchronized boolean awaitChange() throws InterruptedException {
    long deadline = System.nanoTime() + COUNT_NANOS;
    while (!urgent && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0 && changed) {
        break;
      }
      deadline = left <= 0 ? deadline + COUNT_NANOS : deadline;
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    return !closed;
  }

  private synchronized Fields snapshot() {
    urgent = false;
    changed = false;
    return status.toFields();
  }
}
