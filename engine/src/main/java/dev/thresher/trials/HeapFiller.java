package dev.thresher.trials;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Loaded into a JVM that is to have no memory left: takes all of its heap, and at once what others
 * let go. Nothing but the end of the JVM gives it back.
 */
public final class HeapFiller {
  private static final int LARGEST = 1 << 20;
  private static final int SMALLEST = 1 << 6;

  /** One that fails to notice that there is no room, for want of room, is not the last. */
  private static final int THREADS = 2;

  private HeapFiller() {}

  /**
   * Called by the JVM.
   *
   * @param told a file that is to hold the number of MiB to which the heap can grow
   */
  public static void agentmain(String told, Instrumentation unused) throws IOException {
    Files.writeString(Path.of(told), Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().daemon().name("thresher-heap-filler").start(HeapFiller::fill);
    }
  }

  private static final class Block {
    private final @Nullable Block next;
    private final byte[] bytes;

    private Block(@Nullable Block next, int size) {
      this.next = next;
      this.bytes = new byte[size];
    }
  }

  private static void fill() {
    Block all = null;
    int size = LARGEST;
    while (true) {
      try {
        all = new Block(all, size);
      } catch (OutOfMemoryError full) {
        size = size > SMALLEST ? size / 2 : LARGEST;
      }
    }
  }
}
