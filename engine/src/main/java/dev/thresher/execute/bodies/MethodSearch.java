package dev.thresher.execute.bodies;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the method that a task is to call. Loads classes but runs none of their code. Whatever is
 * not as it should be is an {@link IllegalArgumentException} with a message for the user.
 */
public final class MethodSearch {
  private static final String USUAL = "run";

  private MethodSearch() {}

  /**
   * @param name empty for the only static method, public ones first, or else the one called {@code
   *     run}
   */
  public static Method find(ClassLoader loader, String type, Optional<String> name) {
    return name.isPresent() ? named(loader, type, name.get()) : suggested(loader, type);
  }

  static Method named(ClassLoader loader, String type, String name) {
    var statics = statics(loader, type);
    var found = statics.stream().filter(method -> method.getName().equals(name)).toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new IllegalArgumentException(
              "class %s has no static method %s; it has %s".formatted(type, name, listed(statics)));
      default ->
          throw new IllegalArgumentException(
              "class %s has several methods %s, and a task can call only one that has its name alone: %s"
                  .formatted(type, name, listed(found)));
    };
  }

  private static Method suggested(ClassLoader loader, String type) {
    var statics = statics(loader, type).stream().filter(method -> !isMain(method)).toList();
    var shown =
        statics.stream().filter(method -> Modifier.isPublic(method.getModifiers())).toList();
    var candidates = shown.isEmpty() ? statics : shown;
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    var usual = candidates.stream().filter(method -> method.getName().equals(USUAL)).toList();
    if (usual.size() == 1) {
      return usual.getFirst();
    }
    throw new IllegalArgumentException(
        candidates.isEmpty()
            ? "class " + type + " has no static method to call"
            : "class %s has several static methods: choose one with method = NAME, of %s"
                .formatted(type, listed(candidates)));
  }

  private static boolean isMain(Method method) {
    return method.getName().equals("main");
  }

  private static List<Method> statics(ClassLoader loader, String type) {
    try {
      return Arrays.stream(Class.forName(type, false, loader).getDeclaredMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
          .sorted(Comparator.comparing(MethodSearch::shown))
          .toList();
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException(
          "there is no class " + type + " in the jars: " + missing.getMessage(), missing);
    } catch (LinkageError broken) {
      throw new IllegalArgumentException(
          "class %s cannot be loaded, %s: is a jar missing?".formatted(type, broken), broken);
    }
  }

  private static String listed(List<Method> methods) {
    return methods.isEmpty()
        ? "none"
        : methods.stream().map(MethodSearch::shown).collect(Collectors.joining(", "));
  }

  private static String shown(Method method) {
    return Arrays.stream(method.getParameters())
        .map(parameter -> parameter.getType().getSimpleName() + " " + parameter.getName())
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
