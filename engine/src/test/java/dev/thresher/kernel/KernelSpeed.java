package dev.thresher.kernel;

import dev.thresher.kernel.UnbalancedTree.Binomial;
import dev.thresher.kernel.UnbalancedTree.Geometric;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * How fast is each kernel on one thread? The best of five runs after as many to warm up:
 *
 * <pre>mvn -q -pl engine -am test-compile
 * java -cp engine/target/classes:engine/target/test-classes dev.thresher.kernel.KernelSpeed</pre>
 */
final class KernelSpeed {
  private static final int RUNS = 5;

  private KernelSpeed() {}

  public static void main(String[] arguments) {
    measure("npb-ep, class W, M pairs/s", 1 << 25, () -> GaussianPairs.of(0, 1 << 25).pairs());
    measure("the same, plain loop and Math.log", 1 << 25, () -> plainPairs(1 << 25));
    measure("primes to 10^9, M numbers/s", 1_000_000_000, () -> primes(0, 1_000_000_000));
    measure(
        "64 million below 10^12",
        64_000_000,
        () -> primes(PrimeSieve.MOST - 64_000_000, PrimeSieve.MOST));
    measure("uts T1, M nodes/s", 4_130_071, () -> nodes(new Geometric(19, 4, 10)));
    measure("uts T3, M nodes/s", 4_112_897, () -> nodes(new Binomial(42, 2000, 8, 0.124875)));
    var text = text(20_000_000);
    measure("word-count, MB/s", text.length, () -> words(text));
    measure("mandelbrot 800 x 600, M pixels/s", 480_000, KernelSpeed::image);
  }

  private static void measure(String what, long units, LongSupplier work) {
    long best = Long.MAX_VALUE;
    long check = 0;
    for (int run = 0; run < 2 * RUNS; run++) {
      long start = System.nanoTime();
      check += work.getAsLong();
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf(Locale.ROOT, "%-40s %8.1f   (%d)%n", what, units * 1e3 / best, check);
  }

  private static long plainPairs(long pairs) {
    long state = LinearCongruential.SEED;
    double sumX = 0;
    double sumY = 0;
    var counts = new long[GaussianPairs.ANNULI];
    for (long i = 0; i < pairs; i++) {
      state = LinearCongruential.next(state);
      double x = state * 0x1p-45 - 1;
      state = LinearCongruential.next(state);
      double y = state * 0x1p-45 - 1;
      double square = x * x + y * y;
      if (square <= 1) {
        double scale = Math.sqrt(-2 * Math.log(square) / square);
        double deviateX = x * scale;
        double deviateY = y * scale;
        counts[(int) Math.max(Math.abs(deviateX), Math.abs(deviateY))]++;
        sumX += deviateX;
        sumY += deviateY;
      }
    }
    return counts[0] + (long) (sumX + sumY);
  }

  private static long primes(long from, long until) {
    var sieve = new PrimeSieve(from, until);
    while (sieve.advance()) {}
    return sieve.count();
  }

  private static long nodes(UnbalancedTree tree) {
    var walk = new TreeWalk(tree, TreeNode.root(tree));
    while (walk.advance(8192)) {}
    return walk.count().nodes();
  }

  private static long words(byte[] text) {
    var table = new WordTable();
    table.accept(text, text.length);
    table.finish();
    return table.sorted().size();
  }

  /** Words of about five letters, few of them frequent and many of them rare. */
  private static byte[] text(int length) {
    var random = new SplittableRandom(1);
    var text = new byte[length];
    int at = 0;
    while (at < length) {
      long word = (long) Math.exp(random.nextDouble() * Math.log(50_000)) * 7919;
      for (; word > 0 && at < length; word /= 26) {
        text[at++] = (byte) ('a' + word % 26);
      }
      if (at < length) {
        text[at++] = ' ';
      }
    }
    return text;
  }

  private static long image() {
    var view = new MandelbrotView(800, 600, -0.75, 0, 3.5, 1000);
    long inside = 0;
    for (int row = 0; row < 600; row++) {
      for (int column = 0; column < 800; column++) {
        inside += view.escapeTime(column, row) == 0 ? 1 : 0;
      }
    }
    return inside;
  }
}
