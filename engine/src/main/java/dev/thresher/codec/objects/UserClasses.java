package dev.thresher.codec.objects;

import java.io.InvalidClassException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Classes by name, as the user's loader finds them. Safe for several threads. */
final class UserClasses {
  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class,
          "void", void.class);

  private final ClassLoader loader;
  private final Travelling travelling;
  private final ConcurrentHashMap<String, Class<?>> known = new ConcurrentHashMap<>();

  UserClasses(ClassLoader loader) {
    this.loader = loader;
    this.travelling = new Travelling(loader);
  }

  Travelling travelling() {
    return travelling;
  }

  /**
   * The class, loaded but not initialised.
   *
   * @throws InvalidClassException if it may not travel
   */
  Class<?> find(String name) throws ClassNotFoundException, InvalidClassException {
    var found = known.get(name);
    if (found == null) {
      found = load(name);
      if (!travelling.mayTravel(found)) {
        throw new InvalidClassException(name, "not a class that may travel between processes");
      }
      known.put(name, found);
    }
    return found;
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    var primitive = PRIMITIVES.get(name);
    return primitive == null ? Class.forName(name, false, loader) : primitive;
  }
}
