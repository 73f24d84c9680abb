import dev.thresher.api.Thresher;
import java.util.ArrayDeque;
import java.util.concurrent.Future;

/**
 * Tiny tasks as futures, 10,000 of them on their way, in blocks of 150,000: how many a second in
 * each block, so how soon it is compiled and where it ends. `thresher java
 * docs/benchmarks/Futures.java 60 processes:2`.
 */
public class Futures {
  private static final int TASKS = 150_000;
  private static final int OUTSTANDING = 10_000;

  static long plusOne(long number) {
    return number + 1;
  }

  public static void main(String[] arguments) throws Exception {
    try (var pool = Thresher.open(arguments[1])) {
      for (int block = 1; block <= Integer.parseInt(arguments[0]); block++) {
        long began = System.nanoTime();
        var open = new ArrayDeque<Future<Long>>(OUTSTANDING);
        long checked = 0;
        for (long task = 0; task < TASKS; task++) {
          if (open.size() == OUTSTANDING) {
            check(open.remove().get(), ++checked);
          }
          open.add(pool.submit(Futures::plusOne, task));
        }
        while (!open.isEmpty()) {
          check(open.remove().get(), ++checked);
        }
        System.out.printf("%d %,.0f/s%n", block, TASKS / ((System.nanoTime() - began) / 1e9));
      }
    }
  }

  private static void check(long result, long expected) {
    if (result != expected) {
      throw new AssertionError(result + " in place of " + expected);
    }
  }
}
