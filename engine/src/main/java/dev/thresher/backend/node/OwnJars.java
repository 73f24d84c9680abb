package dev.thresher.backend.node;

import dev.thresher.model.Content;
import dev.thresher.transfer.Pieces;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of this host's own engine: a program that brings the same ones along, as every program
 * on the engine's class path does, need not send them. Safe for several threads.
 */
final class OwnJars {
  private static final Logger LOG = LoggerFactory.getLogger(OwnJars.class);

  private final Map<String, Path> byName = new ConcurrentHashMap<>();
  private final Map<Path, Content> known = new ConcurrentHashMap<>();

  /**
   * @param classPath as the JVM has it
   */
  OwnJars(String classPath) {
    for (var entry : classPath.split(File.pathSeparator)) {
      var path = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar") && Files.isRegularFile(path)) {
        byName.putIfAbsent("" + path.getFileName(), path);
      }
    }
  }

  /** The one of that name, if it has that content. */
  Optional<Path> find(String name, Content content) {
    var path = byName.get(name);
    try {
      if (path == null || Files.size(path) != content.length()) {
        return Optional.empty();
      }
      var own = known.get(path);
      if (own == null) {
        own = Pieces.contentOf(path);
        known.put(path, own);
      }
      return own.equals(content) ? Optional.of(path) : Optional.empty();
    } catch (IOException unreadable) {
      LOG.debug("{} is sent, as it cannot be read here: {}", name, unreadable.toString());
      return Optional.empty();
    }
  }
}
