package dev.thresher.api;

import dev.thresher.model.Counted;
import java.util.Iterator;

/** Two inputs read in step. */
final class Zip<A, B> implements Iterator<Pair<A, B>> {
  private final Iterator<? extends A> first;
  private final Iterator<? extends B> second;
  private final boolean isSameLength;
  private long taken;

  /**
   * @param isSameLength whether it is an error if one ends before the other
   */
  Zip(Iterator<? extends A> first, Iterator<? extends B> second, boolean isSameLength) {
    this.first = first;
    this.second = second;
    this.isSameLength = isSameLength;
  }

  @Override
  public boolean hasNext() {
    boolean one = first.hasNext();
    if (!one && !isSameLength) {
      return false;
    }
    boolean other = second.hasNext();
    if (isSameLength && one != other) {
      throw new IllegalArgumentException(
          "the "
              + (one ? "second" : "first")
              + " input of the map ends after "
              + Counted.of(taken, "item")
              + ", the other one does not");
    }
    return one && other;
  }

  @Override
  public Pair<A, B> next() {
    taken++;
    return new Pair<>(first.next(), second.next());
  }
}
