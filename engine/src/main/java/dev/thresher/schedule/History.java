package dev.thresher.schedule;

/**
 * What the tasks of a range have been through, which decides how they go on.
 *
 * @param attempt the number of their next, or present, attempt
 * @param failures attempts that ended in the task's own failure or at its deadline
 * @param charges deaths of workers that are laid at its door, in halves
 * @param signals of these, deaths by signals
 * @param single whether a worker died in a way that one of them may have caused: each goes in a
 *     batch of its own, to a slot that is idle, until the culprit is found
 */
record History(int attempt, int failures, int charges, Signals signals, boolean single) {
  /** From its second full charge on a task runs on a worker that holds nothing else. */
  private static final int SOLO_CHARGES = 4;

  static final History NEW = new History(1, 0, 0, Signals.NONE, false);

  /** Of a task that an earlier coordinator has tried: who died then is forgotten. */
  static History after(Recovered.Tried tried) {
    return new History(tried.attempts() + 1, tried.failures(), 0, Signals.NONE, false);
  }

  boolean isSolo() {
    return charges >= SOLO_CHARGES;
  }

  /** After its own failure: it has shown that it does not take its worker along. */
  History failed() {
    return new History(attempt + 1, failures + 1, 0, Signals.NONE, false);
  }

  /** After the loss of its worker. */
  History lost(int charged, boolean suspected) {
    return new History(attempt + 1, failures, charges + charged, signals, single || suspected);
  }

  /**
   * The same, but the last of these deaths was by a signal.
   *
   * @param evident signals that were evidently from outside, in the run so far
   */
  History signalled(int evident) {
    return new History(attempt, failures, charges, signals.another(evident), single);
  }

  /**
   * Deaths by signals, each charged with one half.
   *
   * @param evidentBefore signals that were evidently from outside before the first of them
   */
  record Signals(int deaths, int evidentBefore) {
    static final Signals NONE = new Signals(0, 0);

    Signals another(int evident) {
      return new Signals(deaths + 1, deaths == 0 ? evident : evidentBefore);
    }

    /** Halves that are not held against a task while others are struck as often. */
    int excused(int evident) {
      return deaths == 0 ? 0 : Math.min(deaths, evident - evidentBefore);
    }
  }
}
