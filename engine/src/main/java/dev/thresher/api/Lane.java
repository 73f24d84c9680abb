package dev.thresher.api;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a map between their submission and their reading. For the reader's thread alone, but for
 * {@link #close}.
 */
sealed interface Lane {
  /** As {@code deadline}: wait as long as it takes. */
  long FOREVER = Long.MAX_VALUE;

  /** One that is closed cancels it. */
  void add(MappedTask task);

  /** In place of the one that was taken last. */
  void replace(List<MappedTask> tasks);

  /** Whether {@link #take} would not wait. */
  boolean isReady();

  /**
   * Waits for the next task to end.
   *
   * @param deadline of {@code System.nanoTime()}, or {@link #FOREVER}
   * @return null if there is none, or it has been closed
   * @throws TimeoutException at the deadline; nothing has been taken
   */
  @Nullable MappedTask take(long deadline) throws InterruptedException, TimeoutException;

  /** Cancels all that are left, and each that is still added. Any thread may call it. */
  void close();

  boolean isClosed();

  static Lane of(boolean isOrdered) {
    return isOrdered ? new InOrder() : new AsCompleted();
  }

  /** In the order of the input. */
  final class InOrder implements Lane {
    // Guarded by this. The reader alone takes from it and adds to it; whoever closes it empties it.
    private final Deque<MappedTask> tasks = new ArrayDeque<>();
    private boolean isClosed;

    @Override
    public void add(MappedTask task) {
      synchronized (this) {
        if (!isClosed) {
          tasks.addLast(task);
          return;
        }
      }
      task.cancel(true);
    }

    @Override
    public void replace(List<MappedTask> pieces) {
      synchronized (this) {
        if (!isClosed) {
          pieces.reversed().forEach(tasks::addFirst);
          return;
        }
      }
      pieces.forEach(piece -> piece.cancel(true));
    }

    @Override
    public boolean isReady() {
      var head = head();
      return head != null && head.isDone();
    }

    private synchronized @Nullable MappedTask head() {
      return tasks.peekFirst();
    }

    @Override
    public @Nullable MappedTask take(long deadline) throws InterruptedException, TimeoutException {
      MappedTask head;
      synchronized (this) {
        head = tasks.peekFirst();
        if (head == null || head.isDone()) {
          return tasks.pollFirst();
        }
      }
      await(head, deadline);
      synchronized (this) {
        return tasks.pollFirst();
      }
    }

    private static void await(MappedTask task, long deadline)
        throws InterruptedException, TimeoutException {
      try {
        if (deadline == FOREVER) {
          task.get();
        } else {
          task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
      } catch (ExecutionException | CancellationException toldByTheOutcome) {
        // It has ended, and that is what is waited for.
      }
    }

    @Override
    public void close() {
      List<MappedTask> left;
      synchronized (this) {
        isClosed = true;
        left = List.copyOf(tasks);
        tasks.clear();
      }
      left.forEach(task -> task.cancel(true));
    }

    @Override
    public synchronized boolean isClosed() {
      return isClosed;
    }
  }

  /** Whatever ends first. */
  final class AsCompleted implements Lane {
    // Guarded by this.
    private final Set<MappedTask> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final LinkedBlockingQueue<MappedTask> ended = new LinkedBlockingQueue<>();
    private boolean isClosed;

    @Override
    public void add(MappedTask task) {
      synchronized (this) {
        if (!isClosed) {
          open.add(task);
        }
      }
      task.onEnd(() -> ended.add(task));
      if (isClosed()) {
        task.cancel(true);
      }
    }

    @Override
    public void replace(List<MappedTask> pieces) {
      pieces.forEach(this::add);
    }

    @Override
    public boolean isReady() {
      return !ended.isEmpty();
    }

    @Override
    public @Nullable MappedTask take(long deadline) throws InterruptedException, TimeoutException {
      if (isEmpty()) {
        return null;
      }
      var next = ended.poll();
      if (next == null) {
        next = await(deadline);
      }
      return remove(next) ? next : null;
    }

    private synchronized boolean isEmpty() {
      return open.isEmpty();
    }

    // What has been cancelled by closing still ends, and wakes the reader, but is read no more.
    private synchronized boolean remove(MappedTask ended) {
      return open.remove(ended);
    }

    private MappedTask await(long deadline) throws InterruptedException, TimeoutException {
      try (var _ = LentSeat.ofThread()) {
        if (deadline == FOREVER) {
          return ended.take();
        }
        var next = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new TimeoutException();
        }
        return next;
      }
    }

    @Override
    public void close() {
      List<MappedTask> left;
      synchronized (this) {
        isClosed = true;
        left = List.copyOf(open);
        open.clear();
      }
      left.forEach(task -> task.cancel(true));
    }

    @Override
    public synchronized boolean isClosed() {
      return isClosed;
    }
  }
}
