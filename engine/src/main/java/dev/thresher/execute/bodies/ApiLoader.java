package dev.thresher.execute.bodies;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What user code is given: the JDK, and the engine's API with the words that its methods use. The
 * engine's own parts can neither be seen nor replaced from here.
 */
final class ApiLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  static final ClassLoader INSTANCE = new ApiLoader();

  // Modules of the JDK that only the application's loader sees, such as the compiler.
  private final Set<String> jdk =
      ModuleLayer.boot().modules().stream()
          .filter(module -> module.getClassLoader() == ClassLoader.getSystemClassLoader())
          .filter(module -> module.getName().startsWith("jdk."))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toSet());

  private ApiLoader() {
    super("thresher-api", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var home = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (isApi(home)) {
      return Class.forName(name, false, ApiLoader.class.getClassLoader());
    }
    if (jdk.contains(home)) {
      return Class.forName(name, false, ClassLoader.getSystemClassLoader());
    }
    throw new ClassNotFoundException(name);
  }

  private static boolean isApi(String home) {
    return home.equals("dev.thresher.api")
        || home.startsWith("dev.thresher.api.")
        || home.equals("dev.thresher.model");
  }
}
