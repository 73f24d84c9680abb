package dev.thresher.codec.objects;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How records of one class are taken apart and made.
 *
 * @param isPlain whether all of it is plain data, whichever the record: then two places that share
 *     a part cannot tell when they get one each
 * @param constructor the canonical one; takes the components in an array
 */
record RecordForm(
    Class<?> type, boolean isPlain, MethodHandle[] components, MethodHandle constructor) {
  private static final ClassValue<Optional<RecordForm>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Optional<RecordForm> computeValue(Class<?> type) {
          return make(type);
        }
      };

  /**
   * Empty for what is no record, is none that the engine may look into, has a serialised form of
   * its own, or is better off with Java's: serialisable and not plain.
   */
  static Optional<RecordForm> of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static Optional<RecordForm> make(Class<?> type) {
    if (!type.isRecord() || hasFormOfItsOwn(type)) {
      return Optional.empty();
    }
    boolean isPlain = isPlain(type, new HashSet<>());
    if (!isPlain && Serializable.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      return Optional.of(make(type, isPlain));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return Optional.empty(); // its module does not open the package
    }
  }

  private static RecordForm make(Class<?> type, boolean isPlain)
      throws ReflectiveOperationException {
    var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    var parts = type.getRecordComponents();
    var getters = new MethodHandle[parts.length];
    // The fields, as Java serialisation takes them: an accessor may answer something else.
    for (int i = 0; i < parts.length; i++) {
      getters[i] =
          lookup
              .findGetter(type, parts[i].getName(), parts[i].getType())
              .asType(MethodType.methodType(Object.class, Object.class));
    }
    var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor =
        lookup
            .findConstructor(type, MethodType.methodType(void.class, types))
            .asType(MethodType.genericMethodType(types.length))
            .asSpreader(Object[].class, types.length);
    return new RecordForm(type, isPlain, getters, constructor);
  }

  private static boolean hasFormOfItsOwn(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 0)
        .anyMatch(method ->
            method.getName().equals("writeReplace") || method.getName().equals("readResolve"));
  }

  private static boolean isPlain(Class<?> type, Set<Class<?>> around) {
    if (type.isPrimitive() || type.isEnum() || PlainForm.TYPES.contains(type)) {
      return true;
    }
    return type.isRecord()
        && !hasFormOfItsOwn(type)
        && around.add(type)
        && Arrays.stream(type.getRecordComponents())
            .allMatch(component -> isPlain(component.getType(), new HashSet<>(around)));
  }

  @Nullable Object component(int index, Object record) throws Throwable {
    return (Object) components[index].invokeExact(record);
  }

  Object make(@Nullable Object[] parts) throws Throwable {
    return (Object) constructor.invokeExact(parts);
  }
}
