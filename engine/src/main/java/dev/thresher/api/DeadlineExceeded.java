package dev.thresher.api;

import dev.thresher.model.Counted;
import java.time.Duration;

/**
 * The time for a whole {@link Mapping} or {@link Futures#asCompleted} was up before its last item.
 * Of a single task it is a {@link TaskTimeout}.
 */
public final class DeadlineExceeded extends ThresherException {
  private static final long serialVersionUID = 1;

  DeadlineExceeded(String message) {
    super(message);
  }

  static DeadlineExceeded ofMap(Duration limit, long read) {
    return new DeadlineExceeded(
        "the time of the map, "
            + limit.toMillis()
            + " ms, was up after "
            + Counted.of(read, "item")
            + " had been read; the rest was cancelled");
  }
}
