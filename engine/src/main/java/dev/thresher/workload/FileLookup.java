package dev.thresher.workload;

import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that a workload names. Relative paths count from the directory of the workload file if
 * they stand in a file, and from the current directory if they stand on the command line.
 */
public interface FileLookup {
  /**
   * Absolute and without {@code ..}; does not look whether it exists.
   *
   * @throws java.nio.file.InvalidPathException if this system cannot have such a name
   */
  Path resolve(String path, Origin writtenAt);

  boolean isReadableFile(Path path);

  /** Whether a program of that name would be found here: on the {@code PATH}, or by its path. */
  boolean isProgram(String name);

  /**
   * Looks through a file of records.
   *
   * @param file absolute
   * @param format any but {@code BLOCKS}
   * @param lineColumn what {@code LINES} calls its one column
   */
  RecordSurvey survey(Path file, RecordFormat format, String lineColumn);

  /**
   * What is piped into the program, kept in a file from the first time it is asked for; waits until
   * the other side has closed it.
   *
   * @param writtenAt who asks; anybody else is refused afterwards
   */
  Piped standardInput(Origin writtenAt);

  /** What became of it. */
  sealed interface Piped {
    record Kept(Path file) implements Piped {}

    /**
     * @param reason for the user
     */
    record Refused(String reason) implements Piped {}
  }

  /**
   * Cuts a text at ends of lines.
   *
   * @param file absolute
   * @param bytes least length of a block but the last, at least 1
   */
  RecordSurvey blocks(Path file, long bytes);

  /** Files, not directories, in byte order of their absolute paths. */
  Matches find(GlobPattern pattern, Origin writtenAt);

  /** What a search found. */
  sealed interface Matches {
    record Files(List<Path> paths) implements Matches {}

    /**
     * @param reason such as {@code more than 1000000 names to look at}
     */
    record Refused(String reason) implements Matches {}
  }
}
