package dev.thresher.host;

/**
 * What the coordinator of this JVM shows of itself to a watch that must not allocate: that it still
 * works, and that it has come to its end. Of several coordinators any one counts.
 */
public final class SignsOfLife {
  /** Of a thread that its run cannot do without; tells of the failure as if it were not there. */
  public static final Thread.UncaughtExceptionHandler NEEDED = SignsOfLife::died;

  private static volatile long beats;
  private static volatile boolean over;
  private static volatile boolean lost = isWantOfMemory(new IllegalStateException());

  private SignsOfLife() {}

  /** A coordinator begins: what is known of earlier ones does not matter any more. */
  public static void begin() {
    over = false;
    lost = false;
  }

  /** The coordinator works: to be called every now and then on its own thread, and no other. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // any change will do
  public static void beat() {
    beats++;
  }

  /** The coordinator has ended as it should: no beat is to be expected. */
  public static void end() {
    over = true;
  }

  static long beats() {
    return beats;
  }

  static boolean over() {
    return over;
  }

  /** Whether a thread that is needed has ended for want of memory. */
  static boolean lost() {
    return lost;
  }

  // Called once beforehand: to find a class for the first time takes memory.
  private static boolean isWantOfMemory(Throwable fault) {
    return fault instanceof OutOfMemoryError;
  }

  private static void died(Thread thread, Throwable fault) {
    if (isWantOfMemory(fault)) {
      lost = true;
    }
    thread.getThreadGroup().uncaughtException(thread, fault);
  }
}
