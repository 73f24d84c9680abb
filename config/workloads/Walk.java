import java.util.SplittableRandom;

/** A walk that goes one step forward with probability p, and otherwise stays where it is. */
class Walk {
  private static final int GOAL = 10;

  /** The mean number of steps until the goal is reached; 10 / p, were there endlessly many walks. */
  static double steps(double p, long seed, int walks) {
    var random = new SplittableRandom(seed);
    long total = 0;
    for (int i = 0; i < walks; i++) {
      total += steps(random, p);
    }
    return (double) total / walks;
  }

  private static int steps(SplittableRandom random, double p) {
    int steps = 0;
    for (int at = 0; at < GOAL; steps++) {
      if (random.nextDouble() < p) {
        at++;
      }
    }
    return steps;
  }
}
