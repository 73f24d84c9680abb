package dev.thresher.backend.node;

import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.transfer.ContentCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files of the cache are used by whom, each under its own name in a directory of its own.
 * What a task needs is held as long as it runs, code as long as its worker lives, and of files of
 * records those that were opened last. Safe for several threads.
 */
final class HostUses {
  private static final Logger LOG = LoggerFactory.getLogger(HostUses.class);

  /** A worker has a few of them open at once, and opens them again when it needs them. */
  private static final int RECORDS_KEPT = 16;

  private final Path home;
  private final Map<Key, Deque<Held>> held = new HashMap<>();
  private long serial;

  /**
   * @param task empty for what all tasks need
   */
  private record Key(Incarnation worker, Optional<TaskId> task, boolean records) {}

  private record Held(Path place, ContentCache.Use use) {
    void release() {
      try {
        Files.deleteIfExists(place);
        Files.deleteIfExists(place.resolveSibling(""));
      } catch (IOException stays) {
        LOG.debug("{} stays: {}", place, stays.toString());
      }
      use.close();
    }
  }

  /**
   * @param home is made at the first need
   */
  HostUses(Path home) {
    this.home = home;
  }

  /**
   * @param name a file's last name
   * @return where the worker finds it
   */
  synchronized Path keep(
      Incarnation worker, FilesQuestion question, String name, ContentCache.Use use)
      throws IOException {
    var directory = Files.createDirectories(home.resolve("" + ++serial));
    var place = directory.resolve(name);
    if (!directory.equals(place.getParent())) {
      use.close();
      throw new IOException("no name of a file: " + name);
    }
    Files.createLink(place, use.file());
    var key = key(worker, question);
    var mine = held.computeIfAbsent(key, _ -> new ArrayDeque<>());
    mine.add(new Held(place, use));
    if (key.records() && mine.size() > RECORDS_KEPT) {
      mine.remove().release();
    }
    return place;
  }

  private static Key key(Incarnation worker, FilesQuestion question) {
    return switch (question) {
      case FilesQuestion.OfTask(int stage, long index) ->
          new Key(worker, Optional.of(new TaskId(stage, index)), false);
      case FilesQuestion.OfPayload(int stage, long index, _) ->
          new Key(
              worker, index < 0 ? Optional.empty() : Optional.of(new TaskId(stage, index)), false);
      case FilesQuestion.OfRecords _ -> new Key(worker, Optional.empty(), true);
      case FilesQuestion.OfStage _, FilesQuestion.Rows _ ->
          new Key(worker, Optional.empty(), false);
    };
  }

  synchronized void release(Incarnation worker, TaskId task) {
    release(new Key(worker, Optional.of(task), false));
  }

  private void release(Key key) {
    var mine = held.remove(key);
    if (mine != null) {
      mine.forEach(Held::release);
    }
  }

  synchronized void release(Incarnation worker) {
    held.keySet().stream()
        .filter(key -> key.worker().equals(worker))
        .toList()
        .forEach(this::release);
  }

  synchronized void releaseAll() {
    held.keySet().stream().toList().forEach(this::release);
  }
}
