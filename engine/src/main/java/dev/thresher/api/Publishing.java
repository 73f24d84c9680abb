package dev.thresher.api;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One subscriber and the thread that reads for it. Keeps the rules of Reactive Streams. */
final class Publishing<R> implements Flow.Subscription, Runnable {
  private final Supplier<Iterator<R>> results;
  private final Runnable close;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Let go of at the end, as rule 3.13 asks.
  private Flow.@Nullable Subscriber<? super R> subscriber;
  private @Nullable Thread waiting;
  private long wanted;
  private boolean isCancelled;
  private @Nullable IllegalArgumentException misuse;

  Publishing(Flow.Subscriber<? super R> subscriber, Supplier<Iterator<R>> results, Runnable close) {
    this.subscriber = subscriber;
    this.results = results;
    this.close = close;
  }

  @Override
  public void request(long items) {
    lock.lock();
    try {
      if (items <= 0) {
        misuse = new IllegalArgumentException("request must be > 0 (rule 3.9), but is " + items);
      } else {
        wanted = wanted + items < 0 ? Long.MAX_VALUE : wanted + items;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      isCancelled = true;
      changed.signal();
      if (waiting != null) {
        waiting.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    var to = Objects.requireNonNull(subscriber);
    try {
      to.onSubscribe(this);
      publish(to);
    } catch (Throwable thrown) {
      Log.LOG.error("a subscriber to the results of a map threw; it gets nothing more", thrown);
    } finally {
      subscriber = null;
      close.run();
    }
  }

  private void publish(Flow.Subscriber<? super R> to) {
    if (!awaitDemand(to)) {
      return;
    }
    Iterator<R> reading = results.get();
    while (true) {
      @Nullable R next;
      try {
        next = next(reading);
      } catch (Throwable failure) {
        if (!isCancelled()) {
          to.onError(failure);
        }
        return;
      }
      if (next == null) {
        if (!isCancelled()) {
          to.onComplete();
        }
        return;
      }
      if (!awaitDemand(to)) {
        return;
      }
      delivered();
      to.onNext(next);
    }
  }

  /** Null at the end. Looks ahead by one result, so that the end needs no demand. */
  private @Nullable R next(Iterator<R> reading) {
    mayBeInterrupted(Thread.currentThread());
    try {
      return reading.hasNext()
          ? Objects.requireNonNull(reading.next(), "a result of the map is null")
          : null;
    } finally {
      mayBeInterrupted(null);
      Thread.interrupted();
    }
  }

  private void mayBeInterrupted(@Nullable Thread reader) {
    lock.lock();
    try {
      waiting = reader;
      if (isCancelled && reader != null) {
        reader.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return isCancelled;
    } finally {
      lock.unlock();
    }
  }

  /** False if nothing more is to be told. */
  private boolean awaitDemand(Flow.Subscriber<? super R> to) {
    @Nullable IllegalArgumentException wrong;
    lock.lock();
    try {
      while (wanted == 0 && !isCancelled && misuse == null) {
        changed.awaitUninterruptibly();
      }
      if (isCancelled) {
        return false;
      }
      wrong = misuse;
    } finally {
      lock.unlock();
    }
    if (wrong != null) {
      to.onError(wrong);
    }
    return wrong == null;
  }

  private void delivered() {
    lock.lock();
    try {
      if (wanted != Long.MAX_VALUE) {
        wanted--;
      }
    } finally {
      lock.unlock();
    }
  }
}
