package dev.thresher.codec.objects;

import java.io.Closeable;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object's parts as serialisation would write them, as far as reflection may look. */
final class ObjectParts {
  static final String OUTER = "this$";
  static final String CAPTURED_THIS = "captured this";

  private static final Set<String> RESOURCE_PACKAGES =
      Set.of("java.io", "java.net", "java.nio.channels", "java.sql", "javax.sql");

  private ObjectParts() {}

  /**
   * @param name field, component, index or captured argument
   */
  record Part(String name, Object object) {}

  /**
   * Whether it would be refused whatever its parts are.
   *
   * @param isShort whether records need not be serialisable here
   */
  static boolean isObstacle(Object object, boolean isShort, Travelling travelling) {
    boolean canBeWritten = object instanceof Serializable || isShort && object instanceof Record;
    return !canBeWritten
        || !travelling.mayTravel(object.getClass()) && !isLambda(object.getClass());
  }

  static boolean isResource(Object object) {
    return object instanceof Closeable
        || object instanceof Thread
        || object instanceof Lock
        || object instanceof ExecutorService
        || ancestors(object.getClass()).stream()
            .anyMatch(type -> RESOURCE_PACKAGES.contains(type.getPackageName()));
  }

  private static Set<Class<?>> ancestors(@Nullable Class<?> type) {
    var ancestors = new java.util.LinkedHashSet<Class<?>>();
    for (var own = type; own != null && own != Object.class; own = own.getSuperclass()) {
      ancestors.add(own);
      for (var implemented : own.getInterfaces()) {
        if (implemented != Serializable.class) {
          ancestors.addAll(ancestors(implemented));
          ancestors.add(implemented);
        }
      }
    }
    return ancestors;
  }

  static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.isSynthetic();
  }

  static String nameOf(Object object) {
    var type = object.getClass();
    if (isLambda(type)) {
      var lambda = lambda(object);
      return lambda == null
          ? "lambda in " + Obstacle.simple(type.getName().replaceFirst("\\$\\$Lambda.*", ""))
          : Obstacle.nameOf(lambda);
    }
    if (type.isAnonymousClass()) {
      return "anonymous class in " + Obstacle.simple(type.getEnclosingClass().getName());
    }
    return isOfJdk(object) && !Modifier.isPublic(type.getModifiers())
        ? shownAs(object)
        : type.getSimpleName();
  }

  // Nobody knows the classes behind List.of by their names.
  private static String shownAs(Object object) {
    return switch (object) {
      case List<?> _ -> "List";
      case Set<?> _ -> "Set";
      case Map<?, ?> _ -> "Map";
      default -> object.getClass().getSimpleName();
    };
  }

  private static @Nullable SerializedLambda lambda(Object object) {
    try {
      var site = LambdaSite.of(object.getClass());
      return site.isPresent() ? site.get().takeApart(object) : null;
    } catch (Throwable closed) {
      return null;
    }
  }

  static List<Part> of(Object object) {
    try {
      return switch (object) {
        case Object[] array -> indexed("element ", Arrays.asList(array));
        case Collection<?> items when isOfJdk(object) -> indexed("element ", items);
        case Map<?, ?> map when isOfJdk(object) -> entries(map);
        case Enum<?> _, String _, Class<?> _ -> List.of();
        default -> isLambda(object.getClass()) ? captured(object) : fields(object);
      };
    } catch (RuntimeException broken) {
      return List.of(); // a collection of the user's that cannot be walked over now
    }
  }

  private static boolean isOfJdk(Object object) {
    return object.getClass().getClassLoader() == null;
  }

  private static List<Part> indexed(String name, Iterable<?> items) {
    var parts = new ArrayList<Part>();
    int index = 0;
    for (var item : items) {
      add(name + index, item, parts);
      index++;
    }
    return parts;
  }

  private static List<Part> entries(Map<?, ?> map) {
    var parts = new ArrayList<Part>();
    map.forEach((key, value) -> {
      add("key", key, parts);
      add("value of " + (key instanceof CharSequence ? "\"" + key + "\"" : "a key"), value, parts);
    });
    return parts;
  }

  private static List<Part> captured(Object object) {
    var lambda = lambda(object);
    var parts = new ArrayList<Part>();
    for (int i = 0; lambda != null && i < lambda.getCapturedArgCount(); i++) {
      var argument = lambda.getCapturedArg(i);
      boolean isThis =
          i == 0
              && argument != null
              && lambda.getImplMethodName().startsWith("lambda$")
              && lambda.getImplMethodKind() != java.lang.invoke.MethodHandleInfo.REF_invokeStatic;
      add(isThis ? CAPTURED_THIS : "captured argument " + (i + 1), argument, parts);
    }
    return parts;
  }

  private static void add(String name, @Nullable Object object, List<Part> parts) {
    if (object != null && !PlainForm.TYPES.contains(object.getClass())) {
      parts.add(new Part(name, object));
    }
  }

  private static List<Part> fields(Object object) {
    var parts = new ArrayList<Part>();
    for (Class<?> type = object.getClass(); isWritten(type); type = type.getSuperclass()) {
      for (var field : written(type)) {
        add(field.getName(), valueOf(field, object), parts);
      }
    }
    return parts;
  }

  private static boolean isWritten(@Nullable Class<?> type) {
    return type != null
        && (Serializable.class.isAssignableFrom(type) || type.isRecord())
        && !type.isArray();
  }

  private static List<Field> written(Class<?> type) {
    var described = ObjectStreamClass.lookup(type);
    Set<String> names =
        described == null
            ? Set.of()
            : Arrays.stream(described.getFields())
                .map(ObjectStreamField::getName)
                .collect(Collectors.toSet());
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> !field.getType().isPrimitive())
        .filter(field -> type.isRecord() || names.contains(field.getName()))
        .filter(AccessibleObject::trySetAccessible)
        .toList();
  }

  private static @Nullable Object valueOf(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException closed) {
      return null;
    }
  }
}
