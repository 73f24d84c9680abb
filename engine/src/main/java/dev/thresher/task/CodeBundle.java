package dev.thresher.task;

import dev.thresher.model.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Classes of the user's, loaded apart from everything else.
 *
 * @param classes class files by binary name; they travel as they are
 * @param jars searched in this order, after {@code classes}
 */
public record CodeBundle(SortedMap<String, Bytes> classes, List<Jar> jars) {
  /** Most bytes of {@code classes}: a stage must fit into one message. */
  public static final int MOST_CLASS_BYTES = 512 * 1024;

  public CodeBundle {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    jars = List.copyOf(jars);
  }

  /**
   * @param path absolute; must be readable where the tasks run
   * @param sha256 of its content when the plan was made; with another content it is refused
   */
  public record Jar(String path, Bytes sha256) {}
}
