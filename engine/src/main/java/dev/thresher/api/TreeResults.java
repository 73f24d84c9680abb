package dev.thresher.api;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The results of a map with a mark in place of each that there is not. */
final class TreeResults implements Iterator<@Nullable Object> {
  private final MapRun<?, ?> run;
  private final MapFailures failures;

  TreeResults(MapRun<?, ?> run, MapFailures failures) {
    this.run = run;
    this.failures = failures;
  }

  @Override
  public boolean hasNext() {
    return run.hasNext();
  }

  @Override
  public @Nullable Object next() {
    var item = run.next();
    if (item.outcome() instanceof TaskOutcome.Completed<?>(var value)) {
      return value;
    }
    failures.add(item);
    return TreeWork.Absent.VALUE;
  }
}
