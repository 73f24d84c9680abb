import dev.thresher.api.Thresher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Called by lazy-tasks.sh, and by a test with less of everything: more tasks than fit into a small heap, from an input
 * that is made as it is read. The heap in use is looked at ten times, after a collection. Arguments: the backend, what
 * to do, and how many tasks.
 */
final class LazyTasks {
  private static final int LOOKS = 10;
  private static final int MEBIBYTE = 1 << 20;
  private static final int WINDOW_BYTES = 8 * MEBIBYTE;

  private final List<Long> heap = new ArrayList<>();
  private final long tasks;
  private long done;

  private LazyTasks(long tasks) {
    this.tasks = tasks;
  }

  public static void main(String[] arguments) throws Exception {
    var program = new LazyTasks(Long.parseLong(arguments[2]));
    long started = System.nanoTime();
    try (var pool = arguments[0].equals("threads") ? Thresher.threads(2) : Thresher.processes(2)) {
      long result =
          switch (arguments[1]) {
            case "each" -> program.each(pool);
            case "reduce" -> program.reduce(pool);
            case "large" -> program.large(pool);
            case "made" -> program.made(pool);
            case "kept" -> program.kept(pool);
            default -> throw new IllegalArgumentException(arguments[1]);
          };
      System.out.printf("result %d%n", result);
    }
    System.out.printf("seconds %.1f%n", (System.nanoTime() - started) / 1e9);
    System.out.println("heap " + String.join(" ", program.heap.stream().map(Object::toString).toList()));
    System.exit(0);
  }

  /** The sum of the results, each of which is looked at. */
  private long each(Thresher pool) {
    long sum = 0;
    for (long result : doubled(pool)) {
      check(result, 2 * done);
      sum += result;
      isDone();
    }
    return sum;
  }

  /** Adds up where the results are; here is seen how far the input has been read. */
  private long reduce(Thresher pool) {
    return pool.map(numbers().peek(_ -> isDone()), number -> 2 * number).reduce(Long::sum).orElseThrow();
  }

  /** A mebibyte there and one back for each task; the sum of their first bytes. */
  private long large(Thresher pool) {
    long sum = 0;
    try (var results = pool.map(blocks(), LazyTasks::inverted).windowBytes(WINDOW_BYTES).stream()) {
      for (var result : (Iterable<byte[]>) results::iterator) {
        check(result.length, MEBIBYTE);
        check(result[MEBIBYTE - 1], (byte) ~done);
        sum += result[0];
        isDone();
      }
    }
    return sum;
  }

  /** A number there and a mebibyte back for each task; the sum of their first bytes. */
  private long made(Thresher pool) {
    long sum = 0;
    try (var results = pool.map(numbers(), LazyTasks::block).windowBytes(WINDOW_BYTES).stream()) {
      for (var result : (Iterable<byte[]>) results::iterator) {
        check(result.length, MEBIBYTE);
        check(result[MEBIBYTE - 1], (byte) done);
        sum += result[0];
        isDone();
      }
    }
    return sum;
  }

  /** What a test must find: the results are kept. */
  private long kept(Thresher pool) {
    var all = new ArrayList<Long>();
    for (long result : doubled(pool)) {
      all.add(result);
      isDone();
    }
    return all.size();
  }

  private Stream<Long> numbers() {
    return LongStream.range(0, tasks).boxed();
  }

  private Iterable<Long> doubled(Thresher pool) {
    return pool.map(numbers(), number -> 2 * number);
  }

  private Stream<byte[]> blocks() {
    return LongStream.range(0, tasks).mapToObj(LazyTasks::block);
  }

  private static byte[] block(long number) {
    var block = new byte[MEBIBYTE];
    java.util.Arrays.fill(block, (byte) number);
    return block;
  }

  private static byte[] inverted(byte[] block) {
    var result = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      result[i] = (byte) ~block[i];
    }
    return result;
  }

  private void isDone() {
    done++;
    if (done % Math.max(1, tasks / LOOKS) == 0) {
      System.gc();
      var runtime = Runtime.getRuntime();
      heap.add((runtime.totalMemory() - runtime.freeMemory()) / 1024);
    }
  }

  private static void check(long got, long expected) {
    if (got != expected) {
      throw new IllegalStateException("a task gave " + got + " instead of " + expected);
    }
  }
}
