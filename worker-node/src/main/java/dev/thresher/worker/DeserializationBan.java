package dev.thresher.worker;

import java.io.ObjectInputFilter;

/** No Java object is ever read from a stream in a worker process, by whichever class. */
final class DeserializationBan {
  private DeserializationBan() {}

  /**
   * The engine starts workers with a reject-all {@code jdk.serialFilter}; this holds where somebody
   * else does not.
   *
   * @throws IllegalStateException if there is a filter that lets something pass
   */
  static void enforce() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(_ -> ObjectInputFilter.Status.REJECTED);
    } else if (!"!*".equals(System.getProperty("jdk.serialFilter"))) {
      throw new IllegalStateException("a worker needs -Djdk.serialFilter=!*");
    }
  }
}
