package dev.thresher.execute.bodies;

import dev.thresher.model.Bytes;
import dev.thresher.task.CodeBundle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads the user's classes and resources: those of the JDK first, then the bundle's own, and
 * nothing else. What the engine is made of can neither be seen nor replaced from here, so that a
 * jar may bring another version of any library that the engine uses, too.
 */
public final class BundleLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final SortedMap<String, Bytes> classes;

  private BundleLoader(CodeBundle bundle, URL[] jars) {
    super(jars, ClassLoader.getPlatformClassLoader());
    this.classes = bundle.classes();
  }

  public static BundleLoader of(CodeBundle bundle) {
    var jars = bundle.jars().stream().map(jar -> url(Path.of(jar.path()))).toArray(URL[]::new);
    return new BundleLoader(bundle, jars);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError("every path has an address", impossible);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var content = classes.get(name);
    if (content == null) {
      return super.findClass(name);
    }
    var buffer = content.asReadOnlyBuffer();
    return defineClass(name, buffer, (java.security.CodeSource) null);
  }

  // Libraries look at their own class files, by reflection on parameter names for one.
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    var suffix = ".class";
    if (name.endsWith(suffix)) {
      var content =
          classes.get(name.substring(0, name.length() - suffix.length()).replace('/', '.'));
      if (content != null) {
        return new ByteArrayInputStream(content.toArray());
      }
    }
    return super.getResourceAsStream(name);
  }
}
