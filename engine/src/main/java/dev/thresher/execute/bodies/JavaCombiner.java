package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.TaskBody;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * A static method of the user's that makes one value of two of the same type, {@code R merge(R a, R
 * b)}. Callable from any thread, as far as the method is.
 */
public final class JavaCombiner {
  private final Method method;
  private final JavaType type;

  private JavaCombiner(Method method, JavaType type) {
    this.method = method;
    this.type = type;
  }

  /** Loads the class. */
  public static JavaCombiner of(TaskBody.JavaMethod body) {
    var loader = BundleCode.of(body.code()).loader();
    return of(MethodSearch.named(loader, body.type(), body.method()));
  }

  /**
   * @throws IllegalArgumentException if it does not make one of two; for the user
   */
  public static JavaCombiner of(Method method) {
    var type = method.getGenericReturnType();
    var given = method.getGenericParameterTypes();
    if (given.length != 2 || !given[0].equals(type) || !given[1].equals(type)) {
      throw new IllegalArgumentException(
          "%s cannot reduce: that takes a method that makes one of two, such as static double %s(double a, double b)"
              .formatted(method.getName(), method.getName()));
    }
    var known =
        JavaType.ofResult(type)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s combines %s; results can be numbers, texts, booleans, enums, byte[], records, and lists, arrays and maps of these"
                        .formatted(method.getName(), type.getTypeName())));
    method.setAccessible(true);
    return new JavaCombiner(method, known);
  }

  /** Whether it takes whole rows, as records. */
  public boolean takesRecords() {
    return method.getReturnType().isRecord();
  }

  /** Columns of what it makes; of records, those that it takes, too. */
  public List<String> columns() {
    return JavaResults.columns(method);
  }

  public Set<String> columnsWithoutNumbers() {
    return JavaResults.columnsWithoutNumbers(method);
  }

  public String shown() {
    return "method " + method.getName();
  }

  /**
   * @throws RuntimeException if the value does not fit; the message is for the user
   */
  public Object read(Value value) {
    return type.read(value);
  }

  public Object combine(Object left, Object right) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(method.getDeclaringClass().getClassLoader());
    try {
      var made = method.invoke(null, left, right);
      if (made == null) {
        throw new NullPointerException("it returned null");
      }
      return made;
    } catch (InvocationTargetException thrown) {
      throw JavaMethod.ofUser(thrown);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** As the result of a task would be written. */
  public Fields write(Object made) {
    return JavaResults.toValue(method, made).asFields();
  }
}
