package dev.thresher.bench;

import java.util.Arrays;
import java.util.Map;

/** One tiny task at a time. */
final class RoundTrips {
  private RoundTrips() {}

  /** Sends a number and waits for the next one. */
  @FunctionalInterface
  interface Call {
    long apply(long value) throws Exception;
  }

  /** In microseconds. */
  record Percentiles(double median, double tail) {
    Map<Trial.Reading, Double> of(Party party) {
      return Map.of(
          new Trial.Reading(party, Metric.ROUND_TRIP_MEDIAN), median,
          new Trial.Reading(party, Metric.ROUND_TRIP_TAIL), tail);
    }
  }

  static Percentiles measure(int calls, Call call) throws Exception {
    var nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long started = System.nanoTime();
      long answer = call.apply(i);
      nanos[i] = System.nanoTime() - started;
      WrongResults.check(i, answer, i + 1L);
    }
    return percentiles(nanos);
  }

  static Percentiles percentiles(long[] nanos) {
    var sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted[sorted.length / 2] / 1e3, sorted[(int) (sorted.length * 0.99)] / 1e3);
  }
}
