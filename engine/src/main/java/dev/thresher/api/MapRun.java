package dev.thresher.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A map that is being read: takes from the input what there is room for, and gives how each item
 * ended. For one thread at a time, but for {@link #close}.
 */
final class MapRun<A, R> implements Iterator<MappedItem<A, R>> {
  private final Iterator<? extends A> input;
  private final MapWindow<A, R> window;
  private @Nullable MappedItem<A, R> next;
  private boolean isOver;
  private volatile boolean isClosed;

  MapRun(Iterator<? extends A> input, MapWindow<A, R> window) {
    this.input = input;
    this.window = window;
  }

  /**
   * @throws CancellationException once it is closed, unless it has been read to its end: a reader
   *     must not take what it has got for the whole
   */
  @Override
  public boolean hasNext() {
    if (isClosed && !isOver) {
      throw new CancellationException("the map was closed while it was read");
    }
    if (next == null && !isOver) {
      next = advance();
      isOver = next == null;
    }
    return next != null;
  }

  private @Nullable MappedItem<A, R> advance() {
    try {
      while (window.hasRoom() && input.hasNext()) {
        window.add(input.next());
      }
      return window.take();
    } catch (Throwable broken) {
      cancel();
      throw broken;
    }
  }

  @Override
  public MappedItem<A, R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the map has no further item");
    }
    var item = java.util.Objects.requireNonNull(next);
    next = null;
    return item;
  }

  /** For the reader: nothing more is read, and nothing of it runs on. */
  void cancel() {
    isOver = true;
    next = null;
    window.close();
  }

  /** Interrupts what runs; the rest never starts. Any thread may call it, at any time. */
  void close() {
    isClosed = true;
    window.close();
  }
}
