package dev.thresher.api;

import dev.thresher.api.spi.Wrapped;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to several items, one after the other. Ends early when its time is up, when
 * the thread has been interrupted, or after a failure if wanted.
 *
 * @param budgetNanos after which no further item begins
 */
record ChunkFunction(SerFunction<Object, Object> function, long budgetNanos, boolean stopsAtFailure)
    implements SerFunction<@Nullable Object[], ChunkOutcome>, Wrapped {
  /** While items are as quick as this, so many run between two looks at the clock. */
  private static final long QUICK_NANOS = 1_000;

  private static final int QUICK_ITEMS = 16;

  @Override
  public Object userCode() {
    return function instanceof Wrapped wrapped ? wrapped.userCode() : function;
  }

  @Override
  @SuppressWarnings("NullAway") // whether null is an item is between the caller and the function
  public ChunkOutcome apply(@Nullable Object[] items) {
    long start = System.nanoTime();
    long looked = start;
    int lookAt = 1;
    var values = new @Nullable Object[items.length];
    var failures = new ArrayList<ChunkOutcome.Failure>();
    int done = 0;
    do {
      try {
        values[done] = function.apply(items[done]);
      } catch (Throwable thrown) {
        failures.add(new ChunkOutcome.Failure(done, thrown));
      }
      done++;
      if (done == lookAt) {
        long now = System.nanoTime();
        if (now - start >= budgetNanos) {
          break;
        }
        lookAt += now - looked < QUICK_NANOS ? QUICK_ITEMS : 1;
        looked = now;
      }
    } while (done < items.length && goesOn(!failures.isEmpty()));
    var ran = done == items.length ? values : Arrays.copyOf(values, done);
    return new ChunkOutcome(ran, failures, System.nanoTime() - start);
  }

  private boolean goesOn(boolean hasFailed) {
    return !(hasFailed && stopsAtFailure) && !Thread.currentThread().isInterrupted();
  }
}
