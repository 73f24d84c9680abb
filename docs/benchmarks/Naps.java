import dev.thresher.api.Thresher;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.concurrent.Future;

/**
 * 2,000 sleeps of 20 ms, again and again, on two worker processes with 100 slots each: how long it
 * takes, and how many times the ideal that is. `thresher java docs/benchmarks/Naps.java 80`; for
 * the processor time of all processes put `time` before it.
 */
public class Naps {
  private static final int TASKS = 2_000;
  private static final double IDEAL_SECONDS = 0.2;

  static long nap(long number) throws InterruptedException {
    Thread.sleep(20);
    return number;
  }

  public static void main(String[] arguments) throws Exception {
    var file = Files.createTempFile("naps-", ".conf");
    Files.writeString(file, "backend = processes, workers = 2, engine.processes.slots = 100");
    try (var pool = Thresher.fromConfig(file)) {
      for (int round = 1; round <= Integer.parseInt(arguments[0]); round++) {
        long began = System.nanoTime();
        var futures = new ArrayList<Future<Long>>();
        for (long task = 0; task < TASKS; task++) {
          long number = task;
          futures.add(pool.submit(() -> nap(number)));
        }
        for (var future : futures) {
          future.get();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%d %.3f s %.2f%n", round, seconds, seconds / IDEAL_SECONDS);
      }
    } finally {
      Files.delete(file);
    }
  }
}
