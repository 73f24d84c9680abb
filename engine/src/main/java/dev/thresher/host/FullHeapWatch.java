package dev.thresher.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this JVM if its heap is full and stays so, and its coordinator has stood still since. Then
 * no code that allocates gets anywhere, no signal is answered, and no shutdown hook comes to its
 * end. So its threads are there beforehand, and allocate nothing from then on.
 */
public final class FullHeapWatch implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 500;

  /** Standard error may be held up, by a terminal or whoever should read it. */
  private static final long WRITING_MILLIS = 1_000;

  private final Runtime runtime = Runtime.getRuntime();
  private final FileOutputStream screen = new FileOutputStream(FileDescriptor.err);
  private final int exitCode;
  private final Thread looking;
  private final Thread writing;
  private volatile byte[] message;
  private volatile boolean closed;
  private volatile boolean pastHelp;

  private FullHeapWatch(int exitCode, String message) {
    this.exitCode = exitCode;
    this.message = bytes(message);
    this.looking = Thread.ofPlatform().daemon().name("thresher-heap").unstarted(this::look);
    this.writing = Thread.ofPlatform().daemon().name("thresher-heap-words").unstarted(this::write);
  }

  /**
   * @param exitCode of the JVM if it comes to that
   * @param message the line that is then written to standard error
   */
  public static FullHeapWatch begin(int exitCode, String message) {
    var watch = new FullHeapWatch(exitCode, message);
    SignsOfLife.begin();
    watch.looking.start();
    watch.writing.start();
    return watch;
  }

  /** There is more to say from now on. */
  public void say(String line) {
    message = bytes(line);
  }

  private static byte[] bytes(String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void look() {
    var heap = new FullHeap(System.nanoTime());
    long before = SignsOfLife.beats();
    while (!closed) {
      long most = runtime.maxMemory();
      long free = most - runtime.totalMemory() + runtime.freeMemory();
      long beats = SignsOfLife.beats();
      boolean expected = beats != before && !SignsOfLife.over();
      if (heap.isPastHelp(System.nanoTime(), free, most, beats, expected, SignsOfLife.lost())) {
        end();
      }
      LockSupport.parkNanos(LOOK_EVERY_MILLIS * 1_000_000);
    }
  }

  private void end() {
    pastHelp = true;
    LockSupport.unpark(writing);
    LockSupport.parkNanos(WRITING_MILLIS * 1_000_000);
    runtime.halt(exitCode);
  }

  private void write() {
    try {
      // Whatever the first call has to make ready is made ready now.
      screen.write(new byte[0]);
      while (!closed && !pastHelp) {
        LockSupport.park();
      }
      if (pastHelp) {
        screen.write(message);
      }
    } catch (IOException gone) {
      // Nobody reads it; the exit code is left.
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(looking);
    LockSupport.unpark(writing);
  }
}
