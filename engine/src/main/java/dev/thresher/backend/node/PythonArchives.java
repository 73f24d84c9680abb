package dev.thresher.backend.node;

import dev.thresher.task.TaskBody.PythonFunction;
import dev.thresher.transfer.TransferException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The Python of a directory as one archive, from which an interpreter imports without unpacking it:
 * so no name in it ever becomes a path on another host. In it are the modules that lie in the
 * directory and the packages below; not data that they read. Safe for several threads.
 */
final class PythonArchives {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 256L << 20;

  // The first moment that an archive can tell: with the same files it is the same archive.
  private static final long NO_TIME = 315_532_800_000L;

  private final Path directory;
  private final Map<Path, Path> made = new HashMap<>();

  PythonArchives(Path directory) {
    this.directory = directory;
  }

  synchronized Path of(PythonFunction function) throws IOException {
    var source = Path.of(function.directory());
    var known = made.get(source);
    if (known == null) {
      Files.createDirectories(directory);
      known = directory.resolve("python-" + (made.size() + 1) + ".zip");
      pack(modules(source, function.module()), known);
      made.put(source, known);
    }
    return known;
  }

  private static TreeMap<String, Path> modules(Path source, String module) throws IOException {
    var found = new TreeMap<String, Path>();
    try (var entries = Files.newDirectoryStream(source)) {
      for (var entry : entries) {
        var name = "" + entry.getFileName();
        if (isModule(entry)) {
          found.put(name, entry);
        } else if (Files.isDirectory(entry)
            && !name.startsWith(".")
            && (Files.exists(entry.resolve("__init__.py")) || module.startsWith(name + "."))) {
          walk(source, entry, found);
        }
      }
    }
    return found;
  }

  private static void walk(Path source, Path place, Map<String, Path> found) throws IOException {
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes of) {
            return ("" + at.getFileName()).startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            if (isModule(file)) {
              found.put(source.relativize(file).toString(), file);
            }
            if (found.size() > MOST_FILES) {
              throw new TransferException(
                  "too large to send: there are more than %d modules in %s"
                      .formatted(MOST_FILES, source));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isModule(Path file) {
    return Files.isRegularFile(file) && ("" + file.getFileName()).endsWith(".py");
  }

  private static void pack(TreeMap<String, Path> modules, Path into) throws IOException {
    long bytes = 0;
    try (OutputStream file = Files.newOutputStream(into);
        var archive = new ZipOutputStream(file)) {
      for (var module : modules.entrySet()) {
        bytes += Files.size(module.getValue());
        if (bytes > MOST_BYTES) {
          throw new TransferException(
              "too large to send: the modules beside %s have more than %d bytes"
                  .formatted(module.getValue(), MOST_BYTES));
        }
        var entry = new ZipEntry(module.getKey());
        entry.setTime(NO_TIME);
        archive.putNextEntry(entry);
        Files.copy(module.getValue(), archive);
        archive.closeEntry();
      }
    }
  }
}
