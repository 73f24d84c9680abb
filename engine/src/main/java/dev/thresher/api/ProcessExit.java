package dev.thresher.api;

/** How a {@link WorkerProcess} ended. */
public sealed interface ProcessExit {
  /** By itself: 0 if its code returned, 1 if that threw, or what it gave to {@code System.exit}. */
  record Code(int code) implements ProcessExit {}

  /**
   * By a signal, such as 15 after {@link WorkerProcess#terminate} and 9 after {@link
   * WorkerProcess#kill}. From outside it cannot be told from an exit code of 128 more.
   */
  record Signal(int number) implements ProcessExit {}

  /**
   * For want of memory: its code threw an {@code OutOfMemoryError}, or the system killed it.
   *
   * @param detail which of the two
   */
  record OutOfMemory(String detail) implements ProcessExit {}
}
