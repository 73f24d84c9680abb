package dev.thresher.task;

import dev.thresher.model.Bytes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the classes of a caller's own tasks are found. They are loaded apart from the engine's and
 * win over them, so that a caller may use other versions of the libraries that the engine uses.
 *
 * @param entries directories and jars of the caller's own class path, absolute, searched in this
 *     order; they must be readable where the tasks run, and are taken as they are there
 * @param bundle classes that lie on no class path; searched first
 */
public record ClassPath(List<String> entries, CodeBundle bundle) {
  /** Tasks that need nothing but the JDK and the engine's API. */
  public static final ClassPath NONE = new ClassPath(List.of(), noClasses());

  public ClassPath {
    entries = List.copyOf(entries);
  }

  public static ClassPath of(List<String> entries) {
    return new ClassPath(entries, noClasses());
  }

  /** The bundle alone. */
  public static ClassPath of(CodeBundle bundle) {
    return new ClassPath(List.of(), bundle);
  }

  private static CodeBundle noClasses() {
    SortedMap<String, Bytes> none = new TreeMap<>();
    return new CodeBundle(none, List.of());
  }
}
