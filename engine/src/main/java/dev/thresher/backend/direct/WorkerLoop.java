package dev.thresher.backend.direct;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerTick;
import dev.thresher.backend.Peer;
import dev.thresher.backend.WorkerShell;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A worker at the end of a channel, on a thread of its own: an actor system for one actor would be
 * more than half of what such a process does until its first task.
 */
public final class WorkerLoop implements Peer<ToWorker> {
  private final WorkerShell worker;
  private final long beatNanos;
  private final Consumer<Optional<Throwable>> onEnd;
  private final LinkedBlockingQueue<ToWorker> inbox = new LinkedBlockingQueue<>();

  /** Messages in the inbox, or taken from it and not yet handled. */
  private final AtomicInteger pending = new AtomicInteger();

  // Written with the worker's lock, which is never taken by the thread of a slot.
  private volatile boolean over;

  /**
   * @param onEnd told once that the worker has ended: with nothing if its machine says so, else
   *     with what broke it; on one of the threads of loop and channel
   */
  public WorkerLoop(
      WorkerShell.Parts parts,
      Peer<ToCoordinator> coordinator,
      Consumer<Optional<Throwable>> onEnd) {
    this.worker = new WorkerShell(parts, coordinator, this);
    this.beatNanos = parts.beat().toNanos();
    this.onEnd = onEnd;
  }

  /** The JVM lives as long as the worker does. */
  public void start() {
    Thread.ofPlatform().name("worker").start(this::live);
  }

  @Override
  public void tell(ToWorker message) {
    pending.incrementAndGet();
    inbox.add(message);
  }

  /**
   * The same for the one thread that reads the channel, which handles the message itself if nothing
   * else waits: a hand-over between threads less for each message.
   */
  public void tellAtOnce(ToWorker message) {
    if (pending.get() == 0) {
      handle(message);
    } else {
      tell(message);
    }
  }

  private void live() {
    long beat = System.nanoTime();
    while (!over) {
      long left = beat - System.nanoTime();
      if (left <= 0) {
        beat = System.nanoTime() + beatNanos;
        handle(new WorkerTick());
      } else {
        handleNext(left);
      }
    }
  }

  private void handleNext(long nanos) {
    try {
      var message = inbox.poll(nanos, TimeUnit.NANOSECONDS);
      if (message != null) {
        handle(message);
        pending.decrementAndGet();
      }
    } catch (InterruptedException byCodeOfATask) {
      // Nobody else would, and it is not this thread's business.
    }
  }

  private void handle(ToWorker message) {
    synchronized (worker) {
      if (over) {
        return;
      }
      try {
        if (!worker.on(message)) {
          end(Optional.empty());
        }
      } catch (Throwable broken) {
        // Errors too: a worker that does not answer any more must not go on as if it did.
        end(Optional.of(broken));
      }
    }
  }

  private void end(Optional<Throwable> broken) {
    over = true;
    try (worker) {
      onEnd.accept(broken);
    }
  }
}
