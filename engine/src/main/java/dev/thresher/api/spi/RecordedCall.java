package dev.thresher.api.spi;

import org.jspecify.annotations.Nullable;

/** A call whose result is written down before anybody sees it. */
public record RecordedCall(Call call, ResultStore store, ResultStore.Key key) {
  /** Runs it on this thread. */
  public @Nullable Object invoke() throws Exception {
    return keep(call.invoke());
  }

  /**
   * @return the same value, once it is on disk
   */
  public @Nullable Object keep(@Nullable Object value) throws Exception {
    // What a Runnable is to give in the end is the caller's own object, and stays with it.
    store.keep(key, call instanceof Call.OfRunnable ? null : value);
    return value;
  }
}
