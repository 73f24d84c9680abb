package dev.thresher.compare;

import dev.thresher.compare.CodeTime.Part;
import java.util.Comparator;
import java.util.List;

/** What would mend the slow-down of tasks in shared memory, by its cause. */
final class Remedies {
  private Remedies() {}

  /** A sentence about the worst slow-down that has one cause; none without such. */
  static List<String> of(List<SlowDown> slowDowns) {
    return slowDowns.stream()
        .filter(one -> one.arm().sharesMemory() && one.cause().isPresent())
        .max(Comparator.comparingDouble(SlowDown::factor))
        .map(one -> sentence(one, one.cause().orElseThrow()))
        .stream()
        .toList();
  }

  private static String sentence(SlowDown slowDown, Part cause) {
    var arm = slowDown.arm();
    return switch (cause) {
      case MONITOR, PARKED ->
          "locks: tasks on "
              + arm
              + " wait for one another; a finer lock, or state that they do not share, would mend"
              + " that on threads, and on processes each process has its own";
      case COLLECTION ->
          "garbage collection: all tasks on "
              + arm
              + " stop for what one of them allocates; fewer objects, or a larger heap for short-lived"
              + " ones (-Xmn), or another collector, would mend that on threads before processes"
              + " have to";
      case PROCESSOR ->
          "processor time: the same task needs more of it on "
              + arm
              + "; caches, memory and cores that share a processor slow down processes as well, so"
              + " tasks that touch less memory would help, and other backends hardly";
      case READY ->
          "processors: tasks on "
              + arm
              + " wait for a processor; fewer workers, or a machine where nothing else runs, would"
              + " change that on every backend";
      case REST ->
          "what slows tasks on "
              + arm
              + " down is neither a lock, nor garbage collection, nor the processor: look at what"
              + " they read and write";
    };
  }
}
