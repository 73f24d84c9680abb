package dev.thresher.backend.node;

import dev.thresher.transfer.TransferException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files of a directory as one archive that is read as it is, without unpacking it: so no name in it
 * ever becomes a path on another host. With the same files it is the same archive.
 */
final class Archive {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 256L << 20;

  // The first moment that an archive can tell.
  private static final long NO_TIME = 315_532_800_000L;

  private Archive() {}

  /**
   * Adds the wanted files in {@code place} and below, without hidden directories.
   *
   * @param source where names begin
   * @throws TransferException if they are too many
   */
  static void find(Path source, Path place, Predicate<Path> wanted, Map<String, Path> found)
      throws IOException {
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes of) {
            boolean isHidden = !at.equals(place) && ("" + at.getFileName()).startsWith(".");
            return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            if (Files.isRegularFile(file) && wanted.test(file)) {
              found.put(source.relativize(file).toString(), file);
            }
            if (found.size() > MOST_FILES) {
              throw new TransferException(
                  "too large to send: there are more than %d files in %s"
                      .formatted(MOST_FILES, source));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * @throws TransferException if they are too large together
   */
  static void pack(SortedMap<String, Path> files, Path into) throws IOException {
    long bytes = 0;
    try (var archive = new ZipOutputStream(Files.newOutputStream(into))) {
      for (var file : files.entrySet()) {
        bytes += Files.size(file.getValue());
        if (bytes > MOST_BYTES) {
          throw new TransferException(
              "too large to send: the files beside %s have more than %d bytes"
                  .formatted(file.getValue(), MOST_BYTES));
        }
        var entry = new ZipEntry(file.getKey());
        entry.setTime(NO_TIME);
        archive.putNextEntry(entry);
        Files.copy(file.getValue(), archive);
        archive.closeEntry();
      }
    }
  }
}
