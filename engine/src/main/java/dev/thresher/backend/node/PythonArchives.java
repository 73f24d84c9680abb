package dev.thresher.backend.node;

import dev.thresher.task.TaskBody.PythonFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Python of a directory as one archive, from which an interpreter imports without unpacking it:
 * so no name in it ever becomes a path on another host. In it are the modules that lie in the
 * directory and the packages below; not data that they read. Safe for several threads.
 */
final class PythonArchives {
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
      Archive.pack(modules(source, function.module()), known);
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
          Archive.find(source, entry, PythonArchives::isModule, found);
        }
      }
    }
    return found;
  }

  private static boolean isModule(Path file) {
    return Files.isRegularFile(file) && ("" + file.getFileName()).endsWith(".py");
  }
}
