package dev.thresher.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this user keeps what only makes the next start faster, as the launcher script has it. */
public final class UserCache {
  private UserCache() {}

  /**
   * {@code $XDG_CACHE_HOME/thresher}, else {@code ~/.cache/thresher}; it need not exist. Empty if
   * the environment names neither by an absolute path.
   */
  public static Optional<Path> directory(Map<String, String> environment) {
    var cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    var home = Path.of(environment.getOrDefault("HOME", ""));
    if (cache.isAbsolute()) {
      return Optional.of(cache.resolve("thresher"));
    }
    return home.isAbsolute() ? Optional.of(home.resolve(".cache/thresher")) : Optional.empty();
  }

  /** As {@link #directory}, unless it belongs to somebody else: what lies in it gets executed. */
  static Optional<Path> trusted(Map<String, String> environment) {
    return directory(environment).filter(UserCache::isNobodyElses);
  }

  private static boolean isNobodyElses(Path directory) {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      return Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
