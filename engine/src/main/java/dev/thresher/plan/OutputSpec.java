package dev.thresher.plan;

import dev.thresher.task.Template;
import java.nio.file.Path;

/**
 * Where a stage's result goes once the run has ended well; published by one rename.
 *
 * @param path absolute; if the file is one of each task, the path of a {@link Template}
 */
public record OutputSpec(Path path, Format format) {
  /** The name of each task's own file. Fill it with the task's arguments and its index. */
  public Template perTask() {
    if (format != Format.PER_TASK) {
      throw new IllegalStateException("one file for all tasks: " + path);
    }
    return Template.of(path.toString());
  }

  /** Where to look for what was written: the file, or the directory above the files of tasks. */
  public Path place() {
    if (format != Format.PER_TASK) {
      return path;
    }
    var head = perTask().head();
    boolean isOneFile = perTask().isLiteral();
    return Path.of(isOneFile ? head : head.substring(0, head.lastIndexOf('/') + 1));
  }

  /**
   * The same file, laid below another directory by its whole path: {@code /home/ada/sums.csv} below
   * {@code /tmp/t} is {@code /tmp/t/home/ada/sums.csv}.
   *
   * @param directory absolute, without braces
   */
  public OutputSpec below(Path directory) {
    var whole = path.toAbsolutePath();
    return new OutputSpec(directory.resolve(whole.getRoot().relativize(whole)), format);
  }

  public enum Format {
    CSV,
    JSON,
    JSON_LINES,
    /** A database with one table, named after the stage. */
    SQLITE,
    /** The one binary field of the result, as it is. */
    RAW,
    /** A file that each task made itself, as it is. */
    PER_TASK
  }
}
