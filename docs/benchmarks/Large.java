import dev.thresher.api.Thresher;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Arrays as arguments, so many of them on their way, their CRC back: MiB a second in each of eight
 * blocks. `thresher java docs/benchmarks/Large.java 1048576 4 400`: bytes, outstanding, and how
 * many in a block.
 */
public class Large {
  static long crc(byte[] content) {
    var crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  public static void main(String[] arguments) throws Exception {
    var content = new byte[Integer.parseInt(arguments[0])];
    int outstanding = Integer.parseInt(arguments[1]);
    int tasks = Integer.parseInt(arguments[2]);
    new Random(1).nextBytes(content);
    long expected = crc(content);
    try (var pool = Thresher.open("processes:2")) {
      for (int block = 1; block <= 8; block++) {
        long began = System.nanoTime();
        var open = new ArrayDeque<Future<Long>>(outstanding);
        for (int task = 0; task < tasks; task++) {
          if (open.size() == outstanding) {
            check(open.remove().get(), expected);
          }
          open.add(pool.submit(Large::crc, content));
        }
        while (!open.isEmpty()) {
          check(open.remove().get(), expected);
        }
        double mebibytes = (double) content.length / (1 << 20) * tasks;
        System.out.printf("%d %.0f MiB/s%n", block, mebibytes / ((System.nanoTime() - began) / 1e9));
      }
    }
  }

  private static void check(long result, long expected) {
    if (result != expected) {
      throw new AssertionError(result + " in place of " + expected);
    }
  }
}
