package dev.thresher.bench;

import java.util.Arrays;

/** How fast this machine does the steps of {@link BenchTasks#burn}, found out by doing them. */
record Spinning(double stepsPerNanosecond) {
  private static final long SAMPLE = 5_000_000;
  private static final int SAMPLES = 9;

  static Spinning calibrated() {
    var rates = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long started = System.nanoTime();
      long result = BenchTasks.burn(i, SAMPLE);
      rates[i] = SAMPLE / (double) (System.nanoTime() - started);
      // Read, so that the compiler cannot leave the work out.
      WrongResults.check(i, BenchTasks.burn(i, SAMPLE), result);
    }
    Arrays.sort(rates);
    return new Spinning(rates[SAMPLES / 2]);
  }

  /** Steps that take as long. */
  long steps(double nanos) {
    return Math.max(1, Math.round(nanos * stepsPerNanosecond));
  }
}
