package dev.thresher.runtime.code;

import dev.thresher.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps what a compiler writes in memory. */
final class ClassFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final SortedMap<String, ClassFile> files = new TreeMap<>();

  ClassFiles(StandardJavaFileManager rest) {
    super(rest);
  }

  SortedMap<String, Bytes> byName() {
    var classes = new TreeMap<String, Bytes>();
    files.forEach((name, file) -> classes.put(name, Bytes.adopt(file.content.toByteArray())));
    return Collections.unmodifiableSortedMap(classes);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      JavaFileManager.Location location,
      String className,
      JavaFileObject.Kind kind,
      FileObject sibling) {
    return files.computeIfAbsent(className, ClassFile::new);
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    ClassFile(String name) {
      super(URI.create("memory:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return content;
    }
  }
}
