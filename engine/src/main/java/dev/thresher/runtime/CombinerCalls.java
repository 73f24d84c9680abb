package dev.thresher.runtime;

import dev.thresher.workload.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The call of a user's combiner that is going on, seen by one thread while another one makes it.
 */
final class CombinerCalls {
  private volatile @Nullable Call current;
  private volatile boolean refused;

  private record Call(Supplier<String> shown, long sinceNanos, long mostNanos) {}

  /**
   * @param shown for messages, such as {@code stage best: method merge}
   * @param mostNanos how long it may last; 0 for no limit of its own
   */
  <T> T call(Supplier<String> shown, long mostNanos, Callable<T> method) throws Exception {
    if (refused) {
      throw new IllegalStateException(shown.get() + " was stopped");
    }
    current = new Call(shown, System.nanoTime(), mostNanos);
    try {
      var made = method.call();
      if (refused) { // whoever waited for it has gone
        throw new IllegalStateException(shown.get() + " was stopped");
      }
      return made;
    } finally {
      current = null;
    }
  }

  /** No call is made from now on, and what comes of a running one is not used. */
  void refuse() {
    refused = true;
  }

  /** In words, if the call that is going on has lasted too long. */
  Optional<String> overdue(long nowNanos) {
    var call = current;
    return call == null || call.mostNanos == 0 || nowNanos - call.sinceNanos <= call.mostNanos
        ? Optional.empty()
        : Optional.of(
            "%s ran longer than the deadline of %s"
                .formatted(
                    call.shown.get(), DurationText.render(Duration.ofNanos(call.mostNanos))));
  }

  /** What is being called, for messages. */
  String shown() {
    var call = current;
    return call == null ? "what combines the results" : call.shown.get();
  }
}
