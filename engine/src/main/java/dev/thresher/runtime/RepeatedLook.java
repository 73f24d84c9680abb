package dev.thresher.runtime;

/**
 * Looks for something again and again on a daemon thread of its own. With very much to look at a
 * look takes long: then the pauses grow with it, so that it does not become all that this process
 * does.
 */
public final class RepeatedLook implements AutoCloseable {
  private static final int PAUSE_PER_LOOK = 10;

  private final long pauseMillis;
  private final Runnable look;
  private final Thread thread;

  private RepeatedLook(String name, long pauseMillis, Runnable look) {
    this.pauseMillis = pauseMillis;
    this.look = look;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::repeat);
  }

  /**
   * @param name of the thread
   * @param pauseMillis between two looks, at least
   */
  public static RepeatedLook begin(String name, long pauseMillis, Runnable look) {
    var repeated = new RepeatedLook(name, pauseMillis, look);
    repeated.thread.start();
    return repeated;
  }

  private void repeat() {
    try {
      while (true) {
        long before = System.nanoTime();
        look.run();
        long tookMillis = (System.nanoTime() - before) / 1_000_000;
        Thread.sleep(Math.max(pauseMillis, tookMillis * PAUSE_PER_LOOK));
      }
    } catch (InterruptedException closed) {
      // A last look is the caller's.
    }
  }

  /** Returns when the last look is over, or when the caller is interrupted. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
