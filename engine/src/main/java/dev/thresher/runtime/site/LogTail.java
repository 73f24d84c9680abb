package dev.thresher.runtime.site;

import dev.thresher.model.TaskId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last lines that a task printed, to either stream, for the failure that it ended with. */
final class LogTail {
  private static final int MOST_BYTES = 4096;
  private static final int MOST_LINES = 10;

  private final Path directory;

  /**
   * @param directory with the logs of tasks
   */
  LogTail(Path directory) {
    this.directory = directory;
  }

  /** Oldest first within each stream; empty if it printed nothing. */
  List<String> of(TaskId task) {
    var name = task.stage() + "-" + task.index();
    var lines = new ArrayList<>(last(name + ".log"));
    lines.addAll(last(name + ".err"));
    return lines;
  }

  private List<String> last(String name) {
    try (var file = new RandomAccessFile(directory.resolve(name).toFile(), "r")) {
      long from = Math.max(0, file.length() - MOST_BYTES);
      var bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    } catch (IOException nothingPrinted) {
      return List.of();
    }
  }
}
