package dev.thresher.bench;

/** A party gave another answer than the right one; its figures are worth nothing. */
public final class WrongResults extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongResults(String what) {
    super(what);
  }

  /**
   * @param index of the task
   * @throws WrongResults unless both are the same
   */
  static void check(long index, long got, long expected) {
    if (got != expected) {
      throw new WrongResults("task " + index + " gave " + got + " instead of " + expected);
    }
  }
}
