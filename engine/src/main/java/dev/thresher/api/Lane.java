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

/** Tasks of a map between their submission and their reading. For the reader's thread alone. */
sealed interface Lane {
  /** As {@code deadline}: wait as long as it takes. */
  long FOREVER = Long.MAX_VALUE;

  void add(MappedTask task);

  /** In place of the one that was taken last. */
  void replace(List<MappedTask> tasks);

  /** Whether {@link #take} would not wait. */
  boolean isReady();

  /**
   * Waits for the next task to end.
   *
   * @param deadline of {@code System.nanoTime()}, or {@link #FOREVER}
   * @return null if there is none
   * @throws TimeoutException at the deadline; nothing has been taken
   */
  @Nullable MappedTask take(long deadline) throws InterruptedException, TimeoutException;

  /** All that are left, which are left no more. */
  List<MappedTask> clear();

  static Lane of(boolean isOrdered) {
    return isOrdered ? new InOrder() : new AsCompleted();
  }

  /** In the order of the input. */
  final class InOrder implements Lane {
    private final Deque<MappedTask> tasks = new ArrayDeque<>();

    @Override
    public void add(MappedTask task) {
      tasks.addLast(task);
    }

    @Override
    public void replace(List<MappedTask> pieces) {
      pieces.reversed().forEach(tasks::addFirst);
    }

    @Override
    public boolean isReady() {
      var head = tasks.peekFirst();
      return head != null && head.isDone();
    }

    @Override
    public @Nullable MappedTask take(long deadline) throws InterruptedException, TimeoutException {
      var head = tasks.peekFirst();
      if (head != null && !head.isDone()) {
        await(head, deadline);
      }
      return tasks.pollFirst();
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
    public List<MappedTask> clear() {
      var left = List.copyOf(tasks);
      tasks.clear();
      return left;
    }
  }

  /** Whatever ends first. */
  final class AsCompleted implements Lane {
    private final Set<MappedTask> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final LinkedBlockingQueue<MappedTask> ended = new LinkedBlockingQueue<>();

    @Override
    public void add(MappedTask task) {
      open.add(task);
      task.onEnd(() -> ended.add(task));
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
      if (open.isEmpty()) {
        return null;
      }
      var next = ended.poll();
      if (next == null) {
        next = await(deadline);
      }
      open.remove(next);
      return next;
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
    public List<MappedTask> clear() {
      var left = List.copyOf(open);
      open.clear();
      return left;
    }
  }
}
