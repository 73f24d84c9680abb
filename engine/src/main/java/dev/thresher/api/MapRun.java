package dev.thresher.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A map that is being read: takes from the input what there is room for, and gives how each item
 * ended. For one thread at a time.
 */
final class MapRun<A, R> implements Iterator<MappedItem<A, R>> {
  private final Iterator<? extends A> input;
  private final MapWindow<A, R> window;
  private @Nullable MappedItem<A, R> next;
  private boolean isOver;

  MapRun(Iterator<? extends A> input, MapWindow<A, R> window) {
    this.input = input;
    this.window = window;
  }

  @Override
  public boolean hasNext() {
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

  /** Interrupts what runs; the rest never starts, and nothing more is read. */
  void cancel() {
    isOver = true;
    next = null;
    window.cancel();
  }
}
