import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Future;

/** How ../peers.py speaks to the programs beside this one: a line in, a line out; the same for those in pools.py. */
final class Conversation {
  /** Whoever does the work, with two workers. */
  interface Pool {
    /** A number in, the next one out. */
    Future<Long> plusOne(long value);

    /** Steps of some nanoseconds each, see {@link #burn}. */
    Future<Long> burn(long steps);

    /** As many tasks of so many steps, through what the pool has for many at once. */
    default Iterable<Long> mapped(int tasks, long steps) {
      throw new UnsupportedOperationException();
    }
  }

  private Conversation() {}

  static long plusOneHere(long value) {
    return value + 1;
  }

  static long burn(long steps) {
    long state = 0;
    for (long step = 0; step < steps; step++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      state ^= state >>> 29;
    }
    return state;
  }

  /** Until there is no more to do. */
  static void hold(Pool pool) throws Exception {
    System.out.println("ready");
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ");
      double answer =
          switch (words[0]) {
            case "first" -> pool.plusOne(41).get();
            case "futures" -> futures(pool, number(words, 1), number(words, 2));
            case "grain" -> grain(pool, Double.parseDouble(words[1]), number(words, 2), number(words, 3));
            case "mapped" -> mapped(pool, Double.parseDouble(words[1]), number(words, 2));
            default -> throw new IllegalArgumentException(line);
          };
      System.out.println("ok " + answer);
    }
  }

  private static int number(String[] words, int at) {
    return Integer.parseInt(words[at]);
  }

  private static double futures(Pool pool, int tasks, int outstanding) throws Exception {
    var window = new ArrayDeque<Future<Long>>();
    long started = System.nanoTime();
    long checked = 0;
    for (int task = 0; task < tasks; task++) {
      if (window.size() == outstanding) {
        check(window.remove().get(), ++checked);
      }
      window.add(pool.plusOne(task));
    }
    while (!window.isEmpty()) {
      check(window.remove().get(), ++checked);
    }
    check(checked, tasks);
    return tasks / secondsSince(started);
  }

  private static double grain(Pool pool, double micros, int tasks, int outstanding) throws Exception {
    long steps = steps(micros);
    long expected = burn(steps);
    var window = new ArrayDeque<Future<Long>>();
    long started = System.nanoTime();
    for (int task = 0; task < tasks; task++) {
      if (window.size() == outstanding) {
        check(window.remove().get(), expected);
      }
      window.add(pool.burn(steps));
    }
    while (!window.isEmpty()) {
      check(window.remove().get(), expected);
    }
    return secondsSince(started);
  }

  private static double mapped(Pool pool, double micros, int tasks) {
    long steps = steps(micros);
    long expected = burn(steps);
    int done = 0;
    long started = System.nanoTime();
    for (long result : pool.mapped(tasks, steps)) {
      check(result, expected);
      done++;
    }
    check(done, tasks);
    return secondsSince(started);
  }

  /** Steps of this thread that take as long now: found out at each question, as a shared machine's speed changes. */
  private static long steps(double micros) {
    var rates = new double[9];
    for (int i = 0; i < rates.length; i++) {
      long started = System.nanoTime();
      check(burn(5_000_000), burn(5_000_000));
      rates[i] = 1e4 / ((System.nanoTime() - started) / 1e3) * 1e3;
    }
    Arrays.sort(rates);
    return Math.max(1, Math.round(micros * rates[rates.length / 2]));
  }

  private static double secondsSince(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  private static void check(long got, long expected) {
    if (got != expected) {
      throw new IllegalStateException("a task gave " + got + " instead of " + expected);
    }
  }
}
