package dev.thresher.rundir;

import dev.thresher.host.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, taken out of its jar with the first table of this JVM. That happens in a
 * directory of the run, which its owner alone can write to, and nothing stays there: among the
 * temporary files of all users somebody could prepare a library under its name.
 */
final class SqliteLibrary {
  private static final String DIRECTORY = "org.sqlite.tmpdir";

  private SqliteLibrary() {}

  /**
   * @param scratch a directory of the run
   * @throws IOException if there is no library for this system, or it cannot be loaded from there
   */
  static synchronized void load(Path scratch) throws IOException {
    var before = System.getProperty(DIRECTORY);
    var own = Files.createTempDirectory(scratch, "sqlite-");
    try {
      System.setProperty(DIRECTORY, own.toString());
      SQLiteJDBCLoader.initialize();
    } catch (Exception | UnsatisfiedLinkError unusable) {
      throw new IOException(
          "SQLite cannot be loaded from %s (%s): write a .csv or .jsonl instead"
              .formatted(own, unusable.getMessage()),
          unusable);
    } finally {
      if (before == null) {
        System.clearProperty(DIRECTORY);
      } else {
        System.setProperty(DIRECTORY, before);
      }
      removeOnceLoaded(own);
    }
  }

  // What is loaded needs its name no more; Windows keeps it until the process ends.
  private static void removeOnceLoaded(Path own) {
    try {
      FileTree.delete(own);
    } catch (IOException inUse) {
      // It goes with the other files on their way of the run.
    }
  }
}
