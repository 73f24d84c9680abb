package dev.thresher.api.spi;

import dev.thresher.api.TaskOptions;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a file that describes an executor. Found by {@code ServiceLoader}, as sites are. */
public interface ExecutorFile {
  /**
   * What a file says.
   *
   * @param options of tasks that are given none
   */
  record Contents(
      BackendKind backend,
      OptionalInt workers,
      Optional<String> name,
      TaskOptions options,
      EngineSettings engine) {}

  /**
   * @throws IllegalArgumentException if it cannot be read; the message is for the user and has a
   *     line for each mistake, with its file and line
   */
  Contents read(Path file);
}
