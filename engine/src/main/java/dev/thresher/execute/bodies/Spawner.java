package dev.thresher.execute.bodies;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts commands, each in a session of its own where the system has that. */
interface Spawner {
  /**
   * Everything that a process is started with.
   *
   * @param words program and arguments
   * @param program the file to execute; may be relative to the directory
   * @param variables of the environment, beside and instead of those of this process
   */
  record Order(
      List<String> words,
      Path program,
      Map<String, String> variables,
      Optional<File> directory,
      Streams streams) {}

  /**
   * @param input empty for nothing to read
   * @param output added to the end of that file; empty for the log
   * @param log for everything else, added to its end; empty for nowhere
   */
  record Streams(Optional<Path> input, Optional<Path> output, Optional<Path> log) {}

  /**
   * @throws IOException if the system refuses; the message is for the user
   */
  CommandProcess start(Order order) throws IOException;
}
