package dev.thresher.compare;

import dev.thresher.report.Quantities;

/** What was done to a process in the middle of its run. */
public sealed interface Strike {
  /** As {@code --fault} names it. */
  Fault fault();

  /**
   * What happened, to follow "when 50 of 100 tasks had run".
   *
   * @param victim who was struck, in words
   */
  String sentence(String victim);

  record Killed() implements Strike {
    @Override
    public Fault fault() {
      return Fault.KILL;
    }

    @Override
    public String sentence(String victim) {
      return victim + " was killed";
    }
  }

  /**
   * Nothing was left of its heap, and what was let go was taken at once.
   *
   * @param mebibytes to which the heap could grow
   */
  record HeapFilled(long mebibytes) implements Strike {
    @Override
    public Fault fault() {
      return Fault.HEAP;
    }

    @Override
    public String sentence(String victim) {
      return "the heap of %s, %s, was filled".formatted(victim, Quantities.bytes(mebibytes << 20));
    }
  }
}
