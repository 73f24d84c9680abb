package dev.thresher.rundir;

import dev.thresher.host.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What executors have left under a state directory whose programs were killed. Nobody can ask about
 * such a run any more, unlike one of a workload.
 */
public final class AbandonedExecutors {
  private AbandonedExecutors() {}

  static Path markIn(Path run) {
    return run.resolve("executor");
  }

  /** Their directories. */
  public static List<Path> in(StateDirectory state) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(state.runs())) {
      try (var entries = Files.newDirectoryStream(state.runs(), AbandonedExecutors::isAbandoned)) {
        entries.forEach(found::add);
      }
    }
    return found;
  }

  /** Deletes them all; what is in the way stays, for the next time. */
  public static void delete(StateDirectory state) throws IOException {
    for (var directory : in(state)) {
      FileTree.delete(directory);
    }
  }

  // Without a lock file it is being made, or being deleted.
  private static boolean isAbandoned(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(markIn(entry), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(RunLock.fileIn(entry), LinkOption.NOFOLLOW_LINKS)
        && !RunLock.isHeld(entry);
  }
}
