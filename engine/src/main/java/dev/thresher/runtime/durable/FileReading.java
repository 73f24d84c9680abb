package dev.thresher.runtime.durable;

import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Log;
import dev.thresher.model.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests the files that tasks read, beside the run, and writes down what it finds. A file that
 * changes meanwhile is not written down: then nobody can say what tasks have read.
 */
final class FileReading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

  private final List<String> paths;
  private final Log log;
  private final Thread thread;
  private volatile boolean stopped;

  private FileReading(SortedSet<String> paths, Log log) {
    this.paths = List.copyOf(paths);
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("thresher-files").unstarted(this::read);
  }

  static FileReading begin(SortedSet<String> paths, Log log) {
    var reading = new FileReading(paths, log);
    if (!paths.isEmpty()) {
      reading.thread.start();
    }
    return reading;
  }

  private void read() {
    for (var path : paths) {
      if (stopped) {
        return;
      }
      digest(path).ifPresent(sha256 -> log.append(new Entry.FileRead(path, sha256), false));
    }
  }

  /** Of what a file holds; empty if it cannot be read or changes. */
  static Optional<Bytes> digest(String path) {
    var file = Path.of(path);
    try {
      var before = look(file);
      var sha256 = FileDigest.sha256(file);
      return before.equals(look(file)) ? Optional.of(sha256) : Optional.empty();
    } catch (IOException unreadable) {
      LOG.info("{} cannot be digested: {}", path, unreadable.toString());
      return Optional.empty();
    }
  }

  private static List<Object> look(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(attributes.size(), attributes.lastModifiedTime());
  }

  /** Stops behind the file that is being read. */
  @Override
  public void close() {
    stopped = true;
  }
}
