package dev.thresher.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The results of a map, with what its policy makes of failures. */
final class MapValues<R> implements Iterator<R> {
  private final MapRun<?, R> run;
  private final MapFailures failures;
  private boolean hasNext;
  private @Nullable R next;

  MapValues(MapRun<?, R> run, MapFailures failures) {
    this.run = run;
    this.failures = failures;
  }

  @Override
  public boolean hasNext() {
    while (!hasNext && run.hasNext()) {
      var item = run.next();
      if (item.outcome() instanceof TaskOutcome.Completed<R>(var value)) {
        next = value;
        hasNext = true;
      } else {
        failed(item);
      }
    }
    if (!hasNext) {
      failures.tellCollected();
    }
    return hasNext;
  }

  private void failed(MappedItem<?, R> item) {
    try {
      failures.add(item);
    } catch (RuntimeException last) {
      run.cancel();
      throw last;
    }
  }

  @Override
  @SuppressWarnings("NullAway") // whether a function may return null is the caller's business
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the map has no further result");
    }
    hasNext = false;
    var value = next;
    next = null;
    return value;
  }
}
