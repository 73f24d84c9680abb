package dev.thresher.api;

import dev.thresher.api.spi.ExecutorFile;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Files that describe an executor, as whoever provides for them reads them. */
final class ExecutorFiles {
  /** What tells the path of such a file from the name of a place. */
  static final String ENDING = ".conf";

  private ExecutorFiles() {}

  static ExecutorFile.Contents read(Path file) {
    return ServiceLoader.load(ExecutorFile.class, Thresher.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this release reads no files"))
        .read(file);
  }
}
