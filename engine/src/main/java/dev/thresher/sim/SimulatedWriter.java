package dev.thresher.sim;

import dev.thresher.schedule.Decision;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Stands for the thread that takes results in, one commit after the other, at its own pace. */
final class SimulatedWriter {
  private final VirtualTime time;
  private final long nanosPerResult;
  private final Consumer<Decision.Commit> takenIn;
  private final ArrayDeque<Decision.Commit> waiting = new ArrayDeque<>();

  /**
   * @param nanosPerResult 0 for a writer that takes everything in at once
   */
  SimulatedWriter(VirtualTime time, long nanosPerResult, Consumer<Decision.Commit> takenIn) {
    this.time = time;
    this.nanosPerResult = nanosPerResult;
    this.takenIn = takenIn;
  }

  void committed(Decision.Commit commit) {
    if (nanosPerResult == 0) {
      takenIn.accept(commit);
      return;
    }
    waiting.add(commit);
    if (waiting.size() == 1) {
      takeNext();
    }
  }

  private void takeNext() {
    var next = waiting.element();
    time.after(
        nanosPerResult * next.results().size(),
        () -> {
          waiting.remove();
          takenIn.accept(next);
          if (!waiting.isEmpty()) {
            takeNext();
          }
        });
  }
}
