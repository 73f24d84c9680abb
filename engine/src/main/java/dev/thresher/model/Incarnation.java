package dev.thresher.model;

import java.util.Comparator;

/**
 * One life of a worker. A worker that is replaced after a death keeps its {@link WorkerId} and gets
 * the next number; messages of an earlier life are refused by it.
 *
 * @param number 1 for the first life
 */
public record Incarnation(WorkerId worker, int number) implements Comparable<Incarnation> {
  private static final Comparator<Incarnation> ORDER =
      Comparator.comparing(Incarnation::worker).thenComparingInt(Incarnation::number);

  @Override
  public int compareTo(Incarnation other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return number == 1 ? worker.name() : worker.name() + "#" + number;
  }
}
