package dev.thresher.schedule;

/**
 * Signals from outside come in numbers and strike anybody. How many of those that ended workers
 * were evidently nobody's fault: they struck a worker that ran nothing, or under a task that came
 * to a good end later. A plain object with one owner.
 */
final class Storm {
  private int evident;

  void struckNobody() {
    evident++;
  }

  /**
   * @param deaths under a task that has completed now
   */
  void struckInnocent(int deaths) {
    evident += deaths;
  }

  /** So many since the run began. */
  int evident() {
    return evident;
  }
}
