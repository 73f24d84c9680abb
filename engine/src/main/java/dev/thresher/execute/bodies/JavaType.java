package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.task.Parameter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Java type that an argument can have.
 *
 * @param allowed which values fit
 * @param shown for messages, such as {@code List<String>}
 * @param reader makes the Java object of a value that fits
 */
record JavaType(Parameter.Type allowed, String shown, Function<Value, Object> reader) {
  static final String ALLOWED =
      "int, long, short, byte, double, float, boolean, String, BigDecimal, Path, an enum, a List or array of these, or a random generator";

  private static final Map<Class<?>, JavaType> SCALARS =
      Map.ofEntries(
          whole(byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number),
          whole(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number),
          whole(short.class, Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number),
          whole(Short.class, Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number),
          whole(int.class, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number),
          whole(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number),
          whole(long.class, Long.MIN_VALUE, Long.MAX_VALUE, number -> number),
          whole(Long.class, Long.MIN_VALUE, Long.MAX_VALUE, number -> number),
          real(double.class, Double.MAX_VALUE, Value::asReal),
          real(Double.class, Double.MAX_VALUE, Value::asReal),
          real(float.class, Float.MAX_VALUE, value -> (float) value.asReal()),
          real(Float.class, Float.MAX_VALUE, value -> (float) value.asReal()),
          scalar(boolean.class, new Parameter.Type.Truth(), Value::asTruth),
          scalar(Boolean.class, new Parameter.Type.Truth(), Value::asTruth),
          scalar(String.class, new Parameter.Type.AnyText(), Value::asText),
          scalar(BigDecimal.class, new Parameter.Type.Decimal(), JavaType::decimal),
          scalar(Path.class, new Parameter.Type.AnyPath(), value -> Path.of(value.asText())));

  /** Empty if no value could be given for it. */
  static Optional<JavaType> of(Type type) {
    return switch (type) {
      case Class<?> enumeration when enumeration.isEnum() -> Optional.of(enumeration(enumeration));
      case Class<?> array when array.isArray() ->
          of(array.getComponentType()).map(items -> array(array, items));
      case Class<?> other -> Optional.ofNullable(SCALARS.get(other));
      case ParameterizedType list when list.getRawType() == List.class ->
          of(list.getActualTypeArguments()[0]).map(JavaType::list);
      default -> Optional.empty(); // an open hierarchy: type variables and the like
    };
  }

  Object read(Value value) {
    return reader.apply(value);
  }

  private interface Narrowing {
    Object narrow(long number);
  }

  private static Map.Entry<Class<?>, JavaType> whole(
      Class<?> type, long least, long most, Narrowing narrowing) {
    return scalar(
        type,
        new Parameter.Type.WholeBetween(least, most),
        value -> narrowing.narrow(value.asWhole()));
  }

  private static Map.Entry<Class<?>, JavaType> real(
      Class<?> type, double most, Function<Value, Object> reader) {
    return scalar(type, new Parameter.Type.RealBetween(-most, most), reader);
  }

  private static Map.Entry<Class<?>, JavaType> scalar(
      Class<?> type, Parameter.Type allowed, Function<Value, Object> reader) {
    return Map.entry(type, new JavaType(allowed, type.getSimpleName(), reader));
  }

  private static Object decimal(Value value) {
    return switch (value) {
      case Value.Text(String written) -> new BigDecimal(written);
      case Value.Whole(long whole) -> BigDecimal.valueOf(whole);
      default -> BigDecimal.valueOf(value.asReal());
    };
  }

  // The constants by reflection on the fields: to ask for them would run the user's code.
  private static JavaType enumeration(Class<?> type) {
    var names =
        Arrays.stream(type.getDeclaredFields())
            .filter(Field::isEnumConstant)
            .map(Field::getName)
            .toList();
    return new JavaType(
        new Parameter.Type.Choice(names),
        type.getSimpleName(),
        value -> constant(type, value.asText()));
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is no " + type.getName()));
  }

  private static JavaType list(JavaType items) {
    return new JavaType(
        new Parameter.Type.ListOf(items.allowed()),
        "List<" + items.shown() + ">",
        value -> value.asSequence().stream().map(items::read).toList());
  }

  private static JavaType array(Class<?> type, JavaType items) {
    return new JavaType(
        new Parameter.Type.ListOf(items.allowed()),
        type.getSimpleName(),
        value -> {
          var values = value.asSequence();
          var array = Array.newInstance(type.getComponentType(), values.size());
          for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, items.read(values.get(i)));
          }
          return array;
        });
  }
}
