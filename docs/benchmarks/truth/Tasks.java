import java.util.Arrays;

/** What the tasks of the truth set do, beside those of the experiments. */
final class Tasks {
  private static final Object ONE_LOCK = new Object();
  private static int shared;
  private static final long[] LARGE = new long[8 << 20]; // 64 MiB: more than a cache holds

  private Tasks() {}

  /** Less than a microsecond. */
  public static int tiny(int n) {
    return n ^ n >> 3;
  }

  /** Never twice the same. */
  public static long chance(int n) {
    return System.nanoTime();
  }

  /** Keeps what it works on where other tasks of its JVM write, too. */
  public static int careless(int n, int rounds) {
    shared = n;
    int seen = 0;
    for (int i = 0; i < rounds; i++) {
      seen = seen * 31 + shared;
    }
    return seen;
  }

  /** Needs so much memory at once. */
  public static int fill(int mebibytes, int n) {
    var bytes = new byte[mebibytes << 20];
    Arrays.fill(bytes, (byte) n);
    return bytes[bytes.length - 1];
  }

  /** Reads 64 MiB so many times, with next to no arithmetic. */
  public static long read(int n, int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      for (int at = n & 7; at < LARGE.length; at += 8) {
        sum += LARGE[at];
      }
    }
    return sum;
  }

  /** So many steps that only one task of a JVM at a time may do, and a text that has to come back. */
  public static String lockedReply(int number, int steps, int characters) {
    long state = number;
    synchronized (ONE_LOCK) {
      for (int i = 0; i < steps; i++) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
      }
    }
    return Long.toString(state >>> 63).repeat(characters);
  }
}
