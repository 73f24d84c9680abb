package dev.thresher.execute.bodies;

import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What methods return, as values. A record becomes columns, nothing becomes none, and anything else
 * one column that is called as the method is.
 */
final class JavaResults {
  private static final String ALLOWED =
      "numbers, texts, booleans, enums, records, byte[], and lists, arrays and maps of these";

  private JavaResults() {}

  static List<String> columns(Method method) {
    var type = method.getReturnType();
    if (type == void.class || type == Void.class) {
      return List.of();
    }
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList()
        : List.of(method.getName());
  }

  static Set<String> columnsWithoutNumbers(Method method) {
    var type = method.getReturnType();
    if (!type.isRecord()) {
      return isWithoutNumbers(type) ? Set.of(method.getName()) : Set.of();
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> isWithoutNumbers(component.getType()))
        .map(RecordComponent::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  // BigDecimal becomes a text, so that nothing of it is lost; BigInteger does so where it must.
  private static boolean isWithoutNumbers(Class<?> type) {
    boolean isText =
        CharSequence.class.isAssignableFrom(type)
            || Path.class.isAssignableFrom(type)
            || type.isEnum()
            || Stream.of(char.class, Character.class, BigDecimal.class).anyMatch(type::equals);
    boolean isTruth = type == boolean.class || type == Boolean.class;
    boolean isMany =
        type.isArray()
            || type.isRecord()
            || Collection.class.isAssignableFrom(type)
            || Map.class.isAssignableFrom(type);
    return isText || isTruth || isMany;
  }

  /**
   * @throws IllegalArgumentException if what it returns can never become a value
   */
  static void check(Method method) {
    var type = method.getReturnType();
    if (java.util.stream.BaseStream.class.isAssignableFrom(type) || type == char[].class) {
      throw new IllegalArgumentException(
          "%s returns a %s; a result can hold %s"
              .formatted(method.getName(), type.getSimpleName(), ALLOWED));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code returned} holds something that is no value
   */
  static Value toValue(Method method, @Nullable Object returned) {
    var type = method.getReturnType();
    if (type == void.class || type == Void.class) {
      return Fields.NONE;
    }
    var value = toValue(returned);
    return returned instanceof Record ? value : Fields.of(method.getName(), value);
  }

  private static Value toValue(@Nullable Object object) {
    return switch (object) {
      case null -> Value.Absent.ABSENT;
      case Boolean truth -> Value.of(truth);
      case Byte number -> Value.of(number.longValue());
      case Short number -> Value.of(number.longValue());
      case Integer number -> Value.of(number.longValue());
      case Long number -> Value.of(number);
      case Float number -> Value.of(Double.parseDouble(number.toString())); // 0.1f stays 0.1
      case Double number -> Value.of(number);
      case BigInteger number when number.bitLength() < Long.SIZE ->
          Value.of(number.longValueExact());
      case BigInteger number -> Value.of(number.toString());
      case BigDecimal number -> Value.of(number.toString());
      case CharSequence text -> Value.of(text.toString());
      case Character character -> Value.of(character.toString());
      case Enum<?> constant -> Value.of(constant.name());
      case Path path -> Value.of(path.toString());
      case byte[] bytes -> new Value.Binary(Bytes.of(bytes));
      case Optional<?> maybe -> toValue(maybe.orElse(null));
      case Record fields -> record(fields);
      case Map<?, ?> map -> map(map);
      case Collection<?> items ->
          new Value.Sequence(items.stream().map(JavaResults::toValue).toList());
      default -> arrayOrNothing(object);
    };
  }

  private static Value arrayOrNothing(Object object) {
    if (!object.getClass().isArray()) {
      throw new IllegalArgumentException(
          "the result holds a %s; it can hold %s".formatted(object.getClass().getName(), ALLOWED));
    }
    var items = new Value[Array.getLength(object)];
    Arrays.setAll(items, i -> toValue(Array.get(object, i)));
    return new Value.Sequence(List.of(items));
  }

  private static Value record(Record object) {
    var fields = new LinkedHashMap<String, Value>();
    for (var component : object.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        fields.put(component.getName(), toValue(accessor.invoke(object)));
      } catch (ReflectiveOperationException broken) {
        throw new IllegalArgumentException(
            "the result's %s cannot be read: %s".formatted(component.getName(), broken), broken);
      }
    }
    return new Fields(fields);
  }

  // A map without an order of its own would have another one in each JVM.
  private static Value map(Map<?, ?> map) {
    boolean isOrdered = map instanceof SequencedMap || map instanceof SortedMap;
    var fields = isOrdered ? new LinkedHashMap<String, Value>() : new TreeMap<String, Value>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), toValue(value)));
    return new Fields(fields);
  }
}
