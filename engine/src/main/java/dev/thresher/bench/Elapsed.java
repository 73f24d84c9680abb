package dev.thresher.bench;

/** Time by the JVM's own clock. */
final class Elapsed {
  private Elapsed() {}

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
