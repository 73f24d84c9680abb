package dev.thresher.backend.node;

import dev.thresher.model.Incarnation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the ends of a worker's own files when it has ended.
 *
 * @param staging a directory for copies, of the run here
 */
record WorkerPapers(HostFiles files, Path staging) {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPapers.class);

  /** The news of the end waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * @return whether there is nothing of it that the driver has not taken
   */
  boolean hand(Incarnation worker, Path file, FilePurpose.Paper.Kind kind) {
    try {
      if (file.toFile().length() > 0) {
        var end = end(file);
        try {
          files.offer(worker, end, new FilePurpose.Paper(kind), PATIENCE);
        } finally {
          Files.deleteIfExists(end);
        }
      }
      return true;
    } catch (IOException refused) {
      LOG.info("{} stays here: {}", file, refused.toString());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private Path end(Path file) throws IOException {
    var end = Files.createTempFile(staging, "paper-", "");
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - ArrivingFiles.MOST_PAPER);
      in.seek(from);
      var bytes = new byte[(int) Math.min(ArrivingFiles.MOST_PAPER, in.length() - from)];
      in.readFully(bytes);
      Files.write(end, bytes);
    }
    return end;
  }
}
