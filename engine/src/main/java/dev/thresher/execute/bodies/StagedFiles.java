package dev.thresher.execute.bodies;

import dev.thresher.execute.TaskOutput;
import dev.thresher.task.FilesHere;
import dev.thresher.task.TaskContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of one attempt, each with a name of its own, so that attempts that overlap do not meet.
 * Deleted at its end, but for the output that is kept for publication.
 */
final class StagedFiles implements AutoCloseable {
  private static final long MOST_CAPTURED = 16L << 20;
  private static final String CAPTURED = ".captured";
  private static final long PID = ProcessHandle.current().pid();

  private final Path directory;
  private final TaskContext context;
  private final List<Path> made = new ArrayList<>();
  private @Nullable Path out;

  StagedFiles(Path directory, TaskContext context) {
    this.directory = directory;
    this.context = context;
  }

  /** Not made: that is the command's part. */
  Path out(String ending) throws IOException {
    var path = file(ending.isEmpty() ? ".out" : ".out." + ending);
    out = path;
    return path;
  }

  /**
   * It must be there. It is on disk before anybody hears that it was made.
   *
   * @return where the coordinator finds it
   */
  String keepOut(FilesHere files) throws IOException {
    var kept = out;
    if (kept == null) {
      throw new IllegalStateException("nothing was to be made");
    }
    if (!files.areShared()) {
      return files.staged(kept);
    }
    made.remove(kept);
    try (var channel = FileChannel.open(kept, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return kept.toString();
  }

  Path stdin() throws IOException {
    return file(".in");
  }

  Path captured() throws IOException {
    return file(CAPTURED);
  }

  /** What was captured before the command failed belongs to what it said. */
  void addCapturedTo(Optional<TaskOutput.Log> log) throws IOException {
    var captured = place(CAPTURED);
    if (log.isPresent() && made.contains(captured) && Files.exists(captured)) {
      log.get().append(captured);
    }
  }

  /** More than a log may hold is of no use: only the first 64 KiB become a result. */
  void cutCaptured() {
    if (made.isEmpty()) {
      return;
    }
    var captured = place(CAPTURED);
    if (captured.toFile().length() > MOST_CAPTURED) {
      try (var channel = FileChannel.open(captured, StandardOpenOption.WRITE)) {
        channel.truncate(MOST_CAPTURED);
      } catch (IOException gone) {
        // There is nothing to cut.
      }
    }
  }

  // Also apart from those of a worker that outlives its coordinator for a moment. Made when it is
  // needed: most commands have no such file.
  private Path place(String suffix) {
    var task = context.task();
    return directory.resolve(
        task.stage() + "-" + task.index() + "-" + context.attempt() + "-" + PID + suffix);
  }

  private Path file(String suffix) throws IOException {
    var path = place(suffix);
    if (!made.contains(path)) {
      if (made.isEmpty()) {
        Files.createDirectories(directory);
      }
      Files.deleteIfExists(path);
      made.add(path);
    }
    return path;
  }

  @Override
  public void close() {
    for (var path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException later) {
        // A command may have made a directory of it; the run's staging is deleted as a whole.
      }
    }
  }
}
