package dev.thresher.api.local;

import dev.thresher.api.spi.Job;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The unbounded queue between {@code submit} and the workers: higher priorities first, equal ones
 * first in, first out. One array slot per waiting task.
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Runnable> usual = new ArrayDeque<>();

  /** Tasks of other priorities than 0, highest first; lanes are never empty. */
  private final TreeMap<Integer, ArrayDeque<Runnable>> lanes =
      new TreeMap<>(Comparator.reverseOrder());

  private final Takers takers;
  private int waiting;

  /** What the workers say of themselves; called on their threads. */
  interface Takers {
    /** Before each look for a task; takes no time. What it throws ends the worker. */
    void beforeTake();

    /** Whether the worker may end when there has been nothing to do for a while. */
    boolean mayEndIdle();
  }

  TaskQueue(Takers takers) {
    this.takers = takers;
  }

  private static int priorityOf(Runnable task) {
    return task instanceof Job job ? job.options().priority() : 0;
  }

  @Override
  public boolean offer(Runnable task) {
    int priority = priorityOf(task);
    lock.lock();
    try {
      var lane = priority == 0 ? usual : lanes.computeIfAbsent(priority, _ -> new ArrayDeque<>());
      lane.add(task);
      if (waiting > 0) {
        filled.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable next() {
    if (lanes.isEmpty()) {
      return usual.poll();
    }
    var other = lanes.firstEntry();
    if (other.getKey() < 0 && !usual.isEmpty()) {
      return usual.poll();
    }
    var task = other.getValue().poll();
    if (other.getValue().isEmpty()) {
      lanes.remove(other.getKey());
    }
    return task;
  }

  @Override
  public Runnable take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        takers.beforeTake();
        var task = next();
        if (task != null) {
          return task;
        }
        waiting++;
        try {
          filled.await();
        } finally {
          waiting--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    if (!takers.mayEndIdle()) {
      return take();
    }
    long nanos = unit.toNanos(timeout);
    lock.lockInterruptibly();
    try {
      while (true) {
        takers.beforeTake();
        var task = next();
        if (task != null || nanos <= 0) {
          return task;
        }
        waiting++;
        try {
          nanos = filled.awaitNanos(nanos);
        } finally {
          waiting--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Workers that wait for a task look at themselves again: {@link Takers#beforeTake}. */
  void wakeAll() {
    lock.lock();
    try {
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Runnable poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Runnable peek() {
    lock.lock();
    try {
      var all = iterator();
      return all.hasNext() ? all.next() : null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return usual.size() + lanes.values().stream().mapToInt(ArrayDeque::size).sum();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isEmpty() {
    lock.lock();
    try {
      return usual.isEmpty() && lanes.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean remove(Object task) {
    lock.lock();
    try {
      return usual.remove(task) || removedFromLanes(task);
    } finally {
      lock.unlock();
    }
  }

  private boolean removedFromLanes(Object task) {
    boolean found = lanes.values().stream().anyMatch(lane -> lane.remove(task));
    lanes.values().removeIf(ArrayDeque::isEmpty);
    return found;
  }

  @Override
  public int drainTo(Collection<? super Runnable> sink) {
    return drainTo(sink, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super Runnable> sink, int most) {
    lock.lock();
    try {
      int count = 0;
      Runnable task;
      while (count < most && (task = next()) != null) {
        sink.add(task);
        count++;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Over a copy, in the order in which they would be taken. */
  @Override
  public Iterator<Runnable> iterator() {
    lock.lock();
    try {
      var all = new ArrayList<Runnable>(usual.size());
      lanes.headMap(0).values().forEach(all::addAll);
      all.addAll(usual);
      lanes.tailMap(0).values().forEach(all::addAll);
      return all.iterator();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(Runnable task) {
    offer(task);
  }

  @Override
  public boolean offer(Runnable task, long timeout, TimeUnit unit) {
    return offer(task);
  }

  @Override
  public int remainingCapacity() {
    return Integer.MAX_VALUE;
  }
}
