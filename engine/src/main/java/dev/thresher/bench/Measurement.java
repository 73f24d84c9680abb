package dev.thresher.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Repeated figures of one party. Nothing is thrown away but what a noisy machine spoilt. */
public record Measurement(List<Repetition> repetitions) {
  /** Fewer say nothing about the next one. */
  public static final int FEWEST = 3;

  /**
   * @throws IllegalArgumentException if there is none
   */
  public Measurement {
    repetitions = List.copyOf(repetitions);
    if (repetitions.isEmpty()) {
      throw new IllegalArgumentException("a measurement needs a repetition");
    }
  }

  /** Whether enough repetitions had the machine to themselves. */
  boolean isReliable() {
    return repetitions.stream().filter(Repetition::isQuiet).count() >= FEWEST;
  }

  /** Of the quiet repetitions, of all if there are too few quiet ones. */
  public double median() {
    var sorted = used().sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double least() {
    return used().min().orElseThrow();
  }

  public double most() {
    return used().max().orElseThrow();
  }

  private DoubleStream used() {
    boolean quietOnly = isReliable();
    return repetitions.stream()
        .filter(each -> !quietOnly || each.isQuiet())
        .mapToDouble(Repetition::value);
  }

  /** The most that others took in a repetition, in processors; empty if nobody knows. */
  OptionalDouble othersAtMost() {
    return repetitions.stream().map(Repetition::others).allMatch(OptionalDouble::isPresent)
        ? repetitions.stream().mapToDouble(each -> each.others().getAsDouble()).max()
        : OptionalDouble.empty();
  }
}
