package dev.thresher.api.spi;

import java.util.OptionalInt;
import java.util.ServiceLoader;

/** Starts processes for code of the caller's. Found by {@code ServiceLoader}, as sites are. */
public interface ProcessStarter {
  /**
   * @param endsWithCaller whether it ends when the calling JVM has ended
   * @param heapMebibytes empty leaves it to the starter
   */
  record Settings(String name, boolean endsWithCaller, OptionalInt heapMebibytes) {}

  /**
   * @throws IllegalArgumentException if this release has none; the message is for the user
   */
  static ProcessStarter installed() {
    return ServiceLoader.load(ProcessStarter.class, ProcessStarter.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this release starts no processes"));
  }

  /**
   * @param code a {@code SerRunnable} or {@code SerCallable}
   * @throws dev.thresher.api.SerializationFailure if it cannot travel
   * @throws IllegalArgumentException if such a process does not fit on this machine
   * @throws java.io.UncheckedIOException if the host cannot start it
   */
  StartedProcess start(Settings settings, Object code);
}
