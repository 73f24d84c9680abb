package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Parameter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * A method with what it takes and gives. Its own class is not initialised before the first call.
 */
public final class JavaMethod {
  private final Method method;
  private final List<Argument> arguments;

  private JavaMethod(Method method, List<Argument> arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  /** How one argument is had: by name from the task's values, or from its random stream. */
  private sealed interface Argument {
    record Named(String name, JavaType type) implements Argument {}

    record Random(RandomType type) implements Argument {}
  }

  /**
   * @throws IllegalArgumentException if it takes or gives what no workload can; for the user
   */
  public static JavaMethod of(Method method) {
    var arguments = new ArrayList<Argument>();
    for (var parameter : method.getParameters()) {
      if (!parameter.isNamePresent()) {
        throw new IllegalArgumentException(
            "the class file of %s does not tell how its parameters are called: compile it with the option -parameters"
                .formatted(method.getDeclaringClass().getName()));
      }
      arguments.add(argument(method, parameter));
    }
    JavaResults.check(method);
    method.setAccessible(true);
    return new JavaMethod(method, arguments);
  }

  private static Argument argument(Method method, java.lang.reflect.Parameter parameter) {
    var random = RandomType.of(parameter.getType());
    if (random.isPresent()) {
      return new Argument.Random(random.get());
    }
    var type =
        JavaType.of(parameter.getParameterizedType())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "parameter %s of %s has the type %s; a task can be given %s"
                        .formatted(
                            parameter.getName(),
                            method.getName(),
                            parameter.getParameterizedType().getTypeName(),
                            JavaType.ALLOWED)));
    return new Argument.Named(parameter.getName(), type);
  }

  public List<Parameter> parameters() {
    return arguments.stream()
        .filter(Argument.Named.class::isInstance)
        .map(Argument.Named.class::cast)
        .map(named ->
            Parameter.required(named.name(), named.type().allowed(), "", named.type().shown()))
        .toList();
  }

  public boolean takesRandom() {
    return arguments.stream().anyMatch(Argument.Random.class::isInstance);
  }

  /** Names of the output columns, as far as the method's type tells them. */
  public List<String> columns() {
    return JavaResults.columns(method);
  }

  /** Those of {@link #columns} that never hold a number. */
  public Set<String> columnsWithoutNumbers() {
    return JavaResults.columnsWithoutNumbers(method);
  }

  /**
   * @param stream makes the task's random stream; asked once, if at all
   */
  Value call(Fields values, Supplier<SplittableGenerator> stream) throws Exception {
    var random = takesRandom() ? Optional.of(stream.get()) : Optional.<SplittableGenerator>empty();
    var given = new Object[arguments.size()];
    for (int i = 0; i < given.length; i++) {
      given[i] =
          switch (arguments.get(i)) {
            case Argument.Named(String name, JavaType type) -> type.read(values.get(name));
            case Argument.Random(RandomType type) -> type.of(random.orElseThrow());
          };
    }
    try {
      return JavaResults.toValue(method, method.invoke(null, given));
    } catch (InvocationTargetException thrown) {
      throw ofUser(thrown);
    }
  }

  /** What the method threw, without the engine's frames below its own. */
  static Exception ofUser(InvocationTargetException thrown) {
    var cause = thrown.getTargetException();
    cause.setStackTrace(
        Arrays.stream(cause.getStackTrace())
            .takeWhile(frame -> !frame.getClassName().equals(JavaMethod.class.getName()))
            .takeWhile(frame -> !frame.getClassName().equals(JavaCombiner.class.getName()))
            .filter(frame -> !frame.getClassName().startsWith("jdk.internal.reflect."))
            .filter(frame -> !frame.getClassName().equals(Method.class.getName()))
            .toArray(StackTraceElement[]::new));
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof Exception exception ? exception : thrown;
  }
}
