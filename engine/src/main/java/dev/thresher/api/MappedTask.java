package dev.thresher.api;

import dev.thresher.api.spi.Call;
import org.jspecify.annotations.Nullable;

/** One item of a map, or several that travel together. */
final class MappedTask extends SubmittedTask<Object> {
  private final long from;
  private final @Nullable Object[] items;
  private final long bytes;
  private final boolean isChunk;
  private final ResultSizes results;

  /**
   * @param from index of the first item in the input
   * @param isChunk whether its result is that of a {@link PackedChunk}
   * @param results of the map
   */
  MappedTask(
      ExecutorState owner,
      TaskOptions options,
      Call call,
      long from,
      @Nullable Object[] items,
      long bytes,
      boolean isChunk,
      ResultSizes results) {
    super(owner, options, call);
    this.from = from;
    this.items = items;
    this.bytes = bytes;
    this.isChunk = isChunk;
    this.results = results;
  }

  long from() {
    return from;
  }

  @Nullable Object[] items() {
    return items;
  }

  long bytes() {
    return bytes;
  }

  boolean isChunk() {
    return isChunk;
  }

  @Override
  void resultIsThere(@Nullable Object result) {
    results.isThere(result);
  }

  /** It was not taken on, as it cannot travel. */
  void refuse(SerializationFailure cause) {
    var here = Places.of(Thread.currentThread());
    endUntaken(new TaskOutcome.Failed<>(cause, TaskOrigin.of(here, 1)));
  }

  /** Nobody will run it by hand, and whoever reads the map must not wait for it. */
  @Override
  void withdraw() {
    cancel(CancelLevel.UNSTARTED);
  }
}
