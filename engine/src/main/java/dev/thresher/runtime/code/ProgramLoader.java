package dev.thresher.runtime.code;

import dev.thresher.model.Bytes;
import dev.thresher.task.CodeBundle;
import java.util.List;
import java.util.SortedMap;

/** Classes that were compiled in memory, over those of this JVM's class path. */
public final class ProgramLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final SortedMap<String, Bytes> classes;

  ProgramLoader(SortedMap<String, Bytes> classes) {
    super(ProgramLoader.class.getClassLoader());
    this.classes = classes;
  }

  /** The same classes, to be loaded somewhere else. */
  public CodeBundle bundle() {
    return new CodeBundle(classes, List.of());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var content = classes.get(name);
    if (content == null) {
      throw new ClassNotFoundException(name);
    }
    var bytes = content.asReadOnlyBuffer();
    return defineClass(name, bytes, (java.security.ProtectionDomain) null);
  }
}
