package dev.thresher.runtime.closures;

import dev.thresher.model.Bytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Classes that a loader holds somewhere where only it can find them: the one that is needed, and
 * those that this one names, and so on. What is only looked up by a name in a text is not found.
 */
final class ReachableClasses {
  private final ClassLoader loader;
  private final ArrayDeque<String> ahead = new ArrayDeque<>();
  private final SortedMap<String, Bytes> found = new TreeMap<>();

  private ReachableClasses(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * @return class files by binary name; none if {@code first} is not the loader's own
   * @throws IOException if the loader holds a class but not its file
   */
  static SortedMap<String, Bytes> of(ClassLoader loader, Class<?> first) throws IOException {
    var search = new ReachableClasses(loader);
    var host = ClassNames.hostOf(first);
    search.ahead.add(host);
    search.ahead.add(ClassNames.outermost(host));
    while (!search.ahead.isEmpty()) {
      search.take(search.ahead.remove());
    }
    return search.found;
  }

  private void take(String name) throws IOException {
    if (found.containsKey(name) || !isOwn(name)) {
      return;
    }
    byte[] content = fileOf(name);
    found.put(name, Bytes.of(content));
    ahead.addAll(ClassNames.namedIn(content));
  }

  private boolean isOwn(String name) {
    try {
      return Class.forName(name, false, loader).getClassLoader() == loader;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false; // named, but perhaps never needed
    }
  }

  private byte[] fileOf(String name) throws IOException {
    try (var in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException(
            "the class %s cannot be sent to workers: its loader, a %s, does not give away its file"
                .formatted(name, loader.getClass().getName()));
      }
      return in.readAllBytes();
    }
  }
}
