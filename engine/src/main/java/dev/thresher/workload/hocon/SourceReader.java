package dev.thresher.workload.hocon;

/** Gives the text of a workload file and of those that it includes. */
@FunctionalInterface
public interface SourceReader {
  /**
   * @param path relative to the directory of the workload file, with {@code /} between names and
   *     without {@code ..}; an implementation must refuse what leaves the directory all the same,
   *     for instance by a link, and must not read more than {@link Limits#FILE_BYTES}
   */
  Source read(String path);

  /** What became of a request to read. */
  sealed interface Source {
    /**
     * @param shownAs how messages name the file
     */
    record Text(String shownAs, String content) implements Source {}

    /**
     * @param reason in words that can follow the name of the file, such as {@code "does not exist"}
     */
    record Unreadable(String shownAs, String reason) implements Source {}
  }
}
