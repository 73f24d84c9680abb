package dev.thresher.runtime.closures;

import dev.thresher.model.Bytes;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    var host = hostOf(first);
    search.ahead.add(host);
    // Names all classes of its source file that are nested in it.
    search.ahead.add(host.replaceFirst("(?<=.)\\$.*", ""));
    while (!search.ahead.isEmpty()) {
      search.take(search.ahead.remove());
    }
    return search.found;
  }

  /** A lambda's own class has no file; it is a part of the class around it. */
  static String hostOf(Class<?> type) {
    var name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  private void take(String name) throws IOException {
    if (found.containsKey(name) || !isOwn(name)) {
      return;
    }
    byte[] content = fileOf(name);
    found.put(name, Bytes.of(content));
    for (var entry : ClassFile.of().parse(content).constantPool()) {
      var type = entry instanceof ClassEntry named ? elementOf(named.asInternalName()) : null;
      if (type != null) {
        ahead.add(type);
      }
    }
  }

  /** Null for arrays of primitive elements. */
  private static @Nullable String elementOf(String internalName) {
    if (!internalName.startsWith("[")) {
      return internalName.replace('/', '.');
    }
    int element = internalName.lastIndexOf('[') + 1;
    return internalName.charAt(element) == 'L'
        ? internalName.substring(element + 1, internalName.length() - 1).replace('/', '.')
        : null;
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
