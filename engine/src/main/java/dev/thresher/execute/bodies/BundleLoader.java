package dev.thresher.execute.bodies;

import dev.thresher.model.Bytes;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the user's classes and resources: those of the JDK first, for closures those of the
 * engine's API as well, then the user's own, and nothing else. What the engine is made of can
 * neither be seen nor replaced from here, so that a jar may bring another version of any library
 * that the engine uses, too.
 */
public final class BundleLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String LOG_CONTEXT = "org.slf4j.MDC";

  private final ClassPath path;
  private final SortedMap<String, Bytes> classes;
  private volatile @Nullable Class<?> logContext;

  private BundleLoader(ClassPath path, URL[] places, ClassLoader parent) {
    super(places, parent);
    this.path = path;
    this.classes = path.bundle().classes();
  }

  public static BundleLoader of(CodeBundle bundle) {
    return of(ClassPath.of(bundle), ClassLoader.getPlatformClassLoader());
  }

  /** For closures, which implement the API's types. */
  static BundleLoader withApi(ClassPath path) {
    return of(path, ApiLoader.INSTANCE);
  }

  private static BundleLoader of(ClassPath path, ClassLoader parent) {
    var places =
        Stream.concat(
                path.bundle().jars().stream().map(CodeBundle.Jar::path), path.entries().stream())
            .map(place -> url(Path.of(place)))
            .toArray(URL[]::new);
    return new BundleLoader(path, places, parent);
  }

  /** All that it finds beside what every task is given. */
  public ClassPath path() {
    return path;
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
    var found =
        content == null
            ? super.findClass(name)
            : defineClass(name, content.asReadOnlyBuffer(), (java.security.CodeSource) null);
    if (name.equals(LOG_CONTEXT)) {
      logContext = found;
    }
    return found;
  }

  /** What the user's own logging is to know of the calling thread, if there is any. */
  void setLogContext(Map<String, String> context) {
    try {
      loadClass(LOG_CONTEXT).getMethod("setContextMap", Map.class).invoke(null, context);
    } catch (ReflectiveOperationException | LinkageError none) {
      // A program without SLF4J, or with one that is broken: then nobody asks for it.
    }
  }

  /** What the user's own logging knows of the calling thread is of no use to the next task. */
  void clearLogContext() {
    var context = logContext;
    if (context != null) {
      try {
        context.getMethod("clear").invoke(null);
      } catch (ReflectiveOperationException broken) {
        // A logging library without one, or one that failed: then there is nothing to clear.
      }
    }
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
