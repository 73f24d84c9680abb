package dev.thresher.backend.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Directories of classes as jars, as they are when the first host asks. Safe for several threads.
 */
final class ClassArchives {
  private final Path directory;
  private final Map<Path, Path> made = new HashMap<>();

  ClassArchives(Path directory) {
    this.directory = directory;
  }

  synchronized Path of(Path classes) throws IOException {
    var known = made.get(classes);
    if (known == null) {
      Files.createDirectories(directory);
      known = directory.resolve("classes-" + (made.size() + 1) + ".jar");
      var files = new TreeMap<String, Path>();
      Archive.find(classes, classes, _ -> true, files);
      Archive.pack(files, known);
      made.put(classes, known);
    }
    return known;
  }
}
