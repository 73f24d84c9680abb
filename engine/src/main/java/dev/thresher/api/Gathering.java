package dev.thresher.api;

import java.util.stream.Gatherer;
import org.jspecify.annotations.Nullable;

/** A map whose items are pushed by a stream, and whose results are pushed on. For one thread. */
final class Gathering<A, R> {
  private final MapWindow<A, R> window;

  Gathering(MapWindow<A, R> window) {
    this.window = window;
  }

  boolean integrate(A item, Gatherer.Downstream<? super R> downstream) {
    while (!window.hasRoom()) {
      if (!push(downstream)) {
        return false;
      }
    }
    window.add(item);
    while (window.isReady()) {
      if (!push(downstream)) {
        return false;
      }
    }
    return !downstream.isRejecting();
  }

  void finish(Gatherer.Downstream<? super R> downstream) {
    boolean goesOn = !downstream.isRejecting();
    while (goesOn) {
      goesOn = push(downstream);
    }
    window.close();
  }

  /** False at the end, whoever's. */
  private boolean push(Gatherer.Downstream<? super R> downstream) {
    try {
      var item = window.take();
      return item != null && downstream.push(value(item.outcome()));
    } catch (Throwable failure) {
      window.close();
      throw failure;
    }
  }

  @SuppressWarnings("NullAway") // whether a function may return null is the caller's business
  private R value(TaskOutcome<R> outcome) {
    @Nullable R value = outcome.value();
    return value;
  }
}
