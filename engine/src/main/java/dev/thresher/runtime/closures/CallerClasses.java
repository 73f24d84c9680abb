package dev.thresher.runtime.closures;

import dev.thresher.execute.bodies.BundleLoader;
import dev.thresher.model.Bytes;
import dev.thresher.runtime.code.ProgramLoader;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of a caller's tasks are found, by the loader that the task itself is of. What
 * lies in directories and jars is named; what does not, as a program that was compiled in memory,
 * is written into a jar, once, that is named by its content. Safe for several threads.
 */
public final class CallerClasses {
  private final BundleJars jars;
  private final Map<ClassLoader, Known> known = new WeakHashMap<>();

  /**
   * What is known of a loader.
   *
   * @param reached classes in the path's jar
   * @param isAll whether the path leads to all that the loader can find
   */
  private record Known(ClassPath path, SortedMap<String, Bytes> reached, boolean isAll) {
    boolean has(Class<?> type) {
      return isAll || reached.containsKey(ClassNames.hostOf(type));
    }
  }

  /**
   * @param directory absolute, where workers can read it; for jars of what lies in no file
   */
  public CallerClasses(Path directory) {
    this.jars = new BundleJars(directory);
  }

  /**
   * The loader of the object's class; of something that the JDK made, such as a comparator, the
   * calling thread's.
   */
  public static ClassLoader loaderOf(Object task) {
    var own = typeOf(task).getClassLoader();
    if (!isOfJdk(own)) {
      return own;
    }
    var context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClassLoader.getSystemClassLoader() : context;
  }

  private static Class<?> typeOf(Object task) {
    return task instanceof Class<?> itself ? itself : task.getClass();
  }

  /**
   * @param task what is submitted, or a class; says with which class to begin where a loader cannot
   *     say what it holds
   * @throws IOException if what lies in no file cannot be read, or written into one
   */
  public synchronized ClassPath of(Object task) throws IOException {
    var loader = loaderOf(task);
    var found = known.get(loader);
    if (found == null || !found.has(typeOf(task))) {
      found = find(loader, typeOf(task), found == null ? new TreeMap<>() : found.reached());
      known.put(loader, found);
    }
    return found.path();
  }

  private Known find(ClassLoader loader, Class<?> type, SortedMap<String, Bytes> before)
      throws IOException {
    var entries = new ArrayList<String>();
    var classes = new TreeMap<>(before);
    boolean isAll = true;
    // Parents first, as they are asked first.
    for (var each : fromTheTop(loader)) {
      var places = places(each);
      if (places.isPresent()) {
        entries.addAll(isAskedFirst(each) ? 0 : entries.size(), places.get());
      } else if (each instanceof ProgramLoader program) {
        classes.putAll(program.bundle().classes());
      } else if (each instanceof BundleLoader bundle) {
        classes.putAll(bundle.path().bundle().classes());
        bundle.path().bundle().jars().forEach(jar -> entries.add(jar.path()));
        entries.addAll(bundle.path().entries());
      } else {
        classes.putAll(ReachableClasses.of(each, type));
        isAll = false;
      }
    }
    var path = new ClassPath(entries.stream().distinct().toList(), bundle(classes));
    return new Known(path, classes, isAll);
  }

  /**
   * Whether it looks into its own places before it asks its parent, as those of containers do: one
   * that does not has no reason to override how a class is loaded.
   */
  private static boolean isAskedFirst(ClassLoader loader) {
    for (Class<?> type = loader.getClass();
        type != null && type != URLClassLoader.class && !isOfJdk(type.getClassLoader());
        type = type.getSuperclass()) {
      if (Stream.of(type.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals("loadClass"))) {
        return true;
      }
    }
    return false;
  }

  private CodeBundle bundle(SortedMap<String, Bytes> classes) throws IOException {
    var jar = classes.isEmpty() ? List.<CodeBundle.Jar>of() : List.of(jars.write(classes));
    return new CodeBundle(new TreeMap<>(), jar);
  }

  private static List<ClassLoader> fromTheTop(ClassLoader loader) {
    var loaders = new ArrayList<ClassLoader>();
    for (var each = loader; !isOfJdk(each); each = each.getParent()) {
      loaders.addFirst(each);
      if (each instanceof BundleLoader) {
        break; // the task runs in a task itself: what is above is given to every task
      }
    }
    return loaders;
  }

  private static boolean isOfJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Directories and jars; empty if it takes classes from somewhere else, too. */
  private static Optional<List<String>> places(ClassLoader loader) {
    if (loader == ClassLoader.getSystemClassLoader()) {
      return Optional.of(ofThisJvm());
    }
    if (!(loader instanceof URLClassLoader urls) || loader instanceof BundleLoader) {
      return Optional.empty();
    }
    var places = new ArrayList<String>();
    for (var url : urls.getURLs()) {
      var file = fileOf(url);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      places.add(file.get());
    }
    return Optional.of(places);
  }

  private static List<String> ofThisJvm() {
    var entries = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      var path = Path.of(entry).toAbsolutePath();
      if (Files.exists(path)) {
        entries.add(path.toString());
      }
    }
    return entries;
  }

  private static Optional<String> fileOf(URL url) {
    try {
      return url.getProtocol().equals("file")
          ? Optional.of(Path.of(url.toURI()).toAbsolutePath().toString())
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException odd) {
      return Optional.empty();
    }
  }
}
