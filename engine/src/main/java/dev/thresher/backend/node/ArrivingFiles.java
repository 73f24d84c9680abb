package dev.thresher.backend.node;

import dev.thresher.backend.node.FilePurpose.Paper;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.transfer.TransferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/**
 * Where a driver puts what comes from workers of hosts that do not see its files. All names are its
 * own: what was printed goes where the run's own tasks would print, anything else gets a new name.
 * Safe for several threads.
 */
final class ArrivingFiles {
  /** What one task has printed, in all its attempts. */
  static final long MOST_PRINTED = 64L << 20;

  /** The end of a worker's own log. */
  static final long MOST_PAPER = 64L << 10;

  private final Places places;
  private final IntPredicate isStage;
  private final long largest;

  /**
   * Directories of the run.
   *
   * @param papers where a worker's own would be
   */
  record Places(
      Path blobs, Path staging, Path taskLogs, BiFunction<Incarnation, Paper.Kind, Path> papers) {}

  /**
   * @param isStage whether the run has a stage of that number
   * @param largest most bytes of one file
   */
  ArrivingFiles(Places places, IntPredicate isStage, long largest) {
    this.places = places;
    this.isStage = isStage;
    this.largest = largest;
  }

  /**
   * A new name for it while it comes.
   *
   * @throws TransferException if it is not to come; the message is for the user
   */
  Path begin(Content content, FilePurpose purpose) throws IOException {
    long most =
        switch (purpose) {
          case FilePurpose.Result _, FilePurpose.Output _ -> largest;
          case FilePurpose.Printed(var task, boolean _) -> {
            if (!isStage.test(task.stage())) {
              throw new TransferException("the run has no task " + task);
            }
            yield Math.min(MOST_PRINTED, largest);
          }
          case Paper _ -> MOST_PAPER;
        };
    if (content.length() > most) {
      throw new TransferException(
          "too large to send: the file that the task has made has %d bytes; let it write to a file system that all hosts see, or raise engine.cluster.largest-file (now %d)"
              .formatted(content.length(), most));
    }
    var directory =
        switch (purpose) {
          case FilePurpose.Result _ -> places.blobs();
          case FilePurpose.Output _, FilePurpose.Printed _, Paper _ -> places.staging();
        };
    Files.createDirectories(directory);
    return directory.resolve("arriving-" + UUID.randomUUID());
  }

  /**
   * It has come whole.
   *
   * @return where it is now
   */
  String put(Path come, Incarnation worker, FilePurpose purpose) throws IOException {
    return switch (purpose) {
      case FilePurpose.Result() -> moved(come, places.blobs(), "blob-", ".bin");
      case FilePurpose.Output() -> {
        // On disk before anybody hears that it was made.
        try (var channel = FileChannel.open(come, StandardOpenOption.READ)) {
          channel.force(true);
        }
        yield moved(come, places.staging(), "sent-", "");
      }
      case FilePurpose.Printed(var task, boolean errors) -> {
        var name = task.stage() + "-" + task.index() + (errors ? ".err" : ".log");
        add(come, places.taskLogs().resolve(name));
        yield name;
      }
      case Paper(var kind) -> {
        var place = places.papers().apply(worker, kind);
        Files.move(come, place, StandardCopyOption.REPLACE_EXISTING);
        yield place.toString();
      }
    };
  }

  private static String moved(Path come, Path directory, String prefix, String suffix)
      throws IOException {
    var place = directory.resolve(prefix + UUID.randomUUID() + suffix);
    Files.move(come, place, StandardCopyOption.ATOMIC_MOVE);
    return place.toString();
  }

  private static synchronized void add(Path come, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    try (var from = FileChannel.open(come, StandardOpenOption.READ);
        var to = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long room = Math.max(0, MOST_PRINTED - to.size());
      to.transferFrom(from, to.size(), Math.min(room, from.size()));
    } finally {
      Files.deleteIfExists(come);
    }
  }
}
