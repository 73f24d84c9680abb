package dev.thresher.api.spi;

import java.nio.file.Path;
import java.util.ServiceLoader;

/** Opens the results of a durable executor. Found by {@code ServiceLoader}, as sites are. */
public interface ResultStoreProvider {
  /**
   * @throws IllegalArgumentException if this release has none; the message is for the user
   */
  static ResultStoreProvider installed() {
    return ServiceLoader.load(ResultStoreProvider.class, ResultStoreProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this release keeps no results"));
  }

  /**
   * @param name of the executor, for the log
   * @param directory is made if it is missing
   * @throws IllegalArgumentException if it cannot be used; the message is for the user
   */
  ResultStore open(String name, Path directory);
}
