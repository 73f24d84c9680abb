package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.task.Parameter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** The type of a result, made anew of the value that it became: also records and bytes. */
  static Optional<JavaType> ofResult(Type type) {
    return switch (type) {
      case Class<?> record when record.isRecord() -> record(record);
      case Class<?> bytes when bytes == byte[].class ->
          Optional.of(result(bytes, value -> value.asBinary().toArray()));
      case Class<?> large when large == BigInteger.class ->
          Optional.of(result(large, value -> decimal(value).toBigIntegerExact()));
      case Class<?> array when array.isArray() ->
          ofResult(array.getComponentType()).map(items -> array(array, items));
      case ParameterizedType list when list.getRawType() == List.class ->
          ofResult(list.getActualTypeArguments()[0]).map(JavaType::list);
      case ParameterizedType map
          when map.getRawType() == Map.class && map.getActualTypeArguments()[0] == String.class ->
          ofResult(map.getActualTypeArguments()[1]).map(JavaType::map);
      default -> of(type);
    };
  }

  private static JavaType result(Class<?> type, Function<Value, Object> reader) {
    return new JavaType(new Parameter.Type.Anything(), type.getSimpleName(), reader);
  }

  private static JavaType map(JavaType items) {
    return result(
        Map.class,
        value -> {
          var map = new LinkedHashMap<String, Object>();
          value.asFields().entries().forEach((name, item) -> map.put(name, items.read(item)));
          return map;
        });
  }

  private static Optional<JavaType> record(Class<?> type) {
    var components = type.getRecordComponents();
    var types = new ArrayList<JavaType>();
    for (var component : components) {
      var known = ofResult(component.getGenericType());
      if (known.isEmpty()) {
        return Optional.empty();
      }
      types.add(known.get());
    }
    var raw = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return Optional.of(
        result(
            type,
            value -> {
              var given = new Object[components.length];
              for (int i = 0; i < given.length; i++) {
                var name = components[i].getName();
                given[i] = component(types.get(i), raw[i], name, value.asFields());
              }
              return construct(type, raw, given);
            }));
  }

  private static @Nullable Object component(
      JavaType type, Class<?> raw, String name, Value.Fields fields) {
    var value = fields.find(name).orElse(Value.Absent.ABSENT);
    if (value instanceof Value.Absent && !raw.isPrimitive()) {
      return null;
    }
    try {
      return type.read(value);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          value instanceof Value.Absent
              ? "it has no " + name
              : "its " + name + " is no " + type.shown(),
          unfit);
    }
  }

  private static Object construct(Class<?> type, Class<?>[] components, Object[] given) {
    try {
      var constructor = type.getDeclaredConstructor(components);
      constructor.setAccessible(true);
      return constructor.newInstance(given);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          String.valueOf(refused.getTargetException()), refused.getTargetException());
    } catch (ReflectiveOperationException broken) {
      throw new IllegalArgumentException(type + " cannot be made: " + broken, broken);
    }
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

  private static BigDecimal decimal(Value value) {
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
