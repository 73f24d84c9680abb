package dev.thresher.bench;

/**
 * What comes before the first turn that is measured: each party alone, for at least so many turns
 * and so long.
 */
record WarmUp(int turns, double seconds) {
  static final WarmUp NONE = new WarmUp(0, 0);
  static final WarmUp ONE_TURN = new WarmUp(1, 0);

  /**
   * Of work that is nothing but the way of tasks: a JVM runs it several times as fast once it has
   * compiled that. What a program gets before is measured as the first result, not as the speed.
   */
  static final WarmUp UNTIL_COMPILED = new WarmUp(1, 2);

  void of(Trial trial) throws Exception {
    long started = System.nanoTime();
    for (int turn = 0; turn < turns || Elapsed.secondsSince(started) < seconds; turn++) {
      var _ = trial.once();
    }
  }
}
