package dev.thresher.api;

import java.util.ArrayList;
import java.util.List;

/** The failed items of one map, and what its policy makes of them. One thread adds. */
final class MapFailures {
  private static final int MOST_TOLD = 100;

  private final OnError policy;
  private final List<MappedItem<?, ?>> told = new ArrayList<>();
  private volatile long count;

  MapFailures(OnError policy) {
    this.policy = policy;
  }

  /** Any thread may ask. */
  long count() {
    return count;
  }

  /**
   * @throws RuntimeException that tells of the failure, if nothing is to be read after it
   */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread adds
  void add(MappedItem<?, ?> item) {
    count++;
    switch (policy) {
      case FAIL_FAST -> throw thrown(item.outcome());
      case COLLECT -> {
        if (told.size() < MOST_TOLD) {
          told.add(item);
        }
      }
      case SKIP -> {}
    }
  }

  /** When everything else has been read. */
  void tellCollected() {
    if (!told.isEmpty()) {
      var failed = List.copyOf(told);
      told.clear();
      throw new ItemsFailed(count, failed, thrown(failed.getFirst().outcome()));
    }
  }

  static RuntimeException thrown(TaskOutcome<?> outcome) {
    try {
      var _ = outcome.value();
      return new IllegalArgumentException("no failure: " + outcome);
    } catch (RuntimeException failure) {
      return failure;
    }
  }
}
