package dev.thresher.execute.bodies;

import dev.thresher.model.Bytes;
import dev.thresher.task.TaskBody.PythonParameter;
import java.util.List;

/** What is known of a module without running it. */
public sealed interface PythonModule {
  record Readable(Bytes sha256, List<PythonParameter> parameters) implements PythonModule {
    public Readable {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * @param file empty if there is none
   * @param line from 1; 0 for the file as a whole
   */
  record Unfit(String error, String file, int line) implements PythonModule {}
}
