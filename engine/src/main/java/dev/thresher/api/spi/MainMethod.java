package dev.thresher.api.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code main} of a class, in any of the forms that the JDK's own launcher takes: static or
 * not, with or without arguments, in a class or in a compact source file.
 */
public record MainMethod(Method method) {
  /** With arguments before without, as the Java Language Specification, 12.1.4, has it. */
  public static Optional<MainMethod> of(Class<?> type) {
    return Stream.<Class<?>[]>of(new Class<?>[] {String[].class}, new Class<?>[0])
        .flatMap(parameters ->
            Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                    method.getName().equals("main")
                        && !Modifier.isPrivate(method.getModifiers())
                        && Arrays.equals(method.getParameterTypes(), parameters)))
        .findFirst()
        .map(MainMethod::new);
  }

  /**
   * Calls it on this thread.
   *
   * @throws Throwable whatever it throws
   */
  public void call(List<String> arguments) throws Throwable {
    method.setAccessible(true);
    var given =
        method.getParameterCount() == 0
            ? new Object[0]
            : new Object[] {arguments.toArray(String[]::new)};
    try {
      method.invoke(instance(), given);
    } catch (InvocationTargetException thrown) {
      throw Objects.requireNonNull(thrown.getCause());
    }
  }

  private @Nullable Object instance() throws ReflectiveOperationException {
    if (Modifier.isStatic(method.getModifiers())) {
      return null;
    }
    var constructor = method.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
