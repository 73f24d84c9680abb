package dev.thresher.cli;

import dev.thresher.launch.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the engine and its launcher keep only to be faster next time, and the logs of internal
 * errors: builds of a checkout, start-up caches. What this process runs from is not among it.
 *
 * @param stores directories whose entries are builds, named by the digest of their sources
 * @param others directories whose entries may be deleted at any time
 */
record Caches(List<Path> stores, List<Path> others, Optional<Path> image) {

  /**
   * @param image what runs now, from the launcher's property {@code thresher.home}
   * @param launcher the script that started it, from {@code thresher.launcher}
   */
  static Caches of(
      Map<String, String> environment, Optional<Path> image, Optional<Path> launcher, Path errors) {
    var stores = new ArrayList<Path>();
    var others = new ArrayList<Path>();
    launcher.map(Path::getParent).map(root -> root.resolve("dist")).ifPresent(stores::add);
    UserCache.directory(environment)
        .ifPresent(cache -> {
          stores.add(cache.resolve("dist"));
          others.add(cache.resolve("aot"));
        });
    image.map(home -> home.resolve("aot")).ifPresent(others::add);
    others.add(errors);
    return new Caches(List.copyOf(stores), List.copyOf(others), image);
  }

  /** Builds other than the running one. Whether another process uses one, {@link #delete} asks. */
  List<Path> images() throws IOException {
    var found = new ArrayList<Path>();
    for (var store : stores) {
      for (var entry : entriesOf(store)) {
        boolean isImage = Files.isRegularFile(entry.resolve("lib/jvm.options"));
        if (isImage && image.map(own -> !isSame(own, entry)).orElse(true)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  List<Path> entries() throws IOException {
    var found = new ArrayList<Path>();
    for (var directory : others) {
      found.addAll(entriesOf(directory));
    }
    return found;
  }

  private static List<Path> entriesOf(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var entries = Files.newDirectoryStream(directory)) {
      var list = new ArrayList<Path>();
      entries.forEach(list::add);
      list.sort(null);
      return list;
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Deletes a build unless a process runs from it: the launcher hands a shared {@code flock} on to
   * every JVM that it starts, and this takes an exclusive one.
   *
   * @return why it was left, in a sentence; empty if it is gone
   */
  static String delete(Path image) {
    var lock = image.resolve("lib/jvm.options").toString();
    // rm runs under the lock: nobody can begin to use the build while it is being deleted.
    var remove = List.of("flock", "-n", "-x", lock, "rm", "-rf", "--", image.toString());
    try {
      int status = new ProcessBuilder(remove).inheritIO().start().waitFor();
      return status == 0 ? "" : "a process runs from it";
    } catch (IOException noFlock) {
      return "whether a process runs from it cannot be told without the command flock";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
