package dev.thresher.codec.objects;

import dev.thresher.model.Bytes;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place in the source where lambdas of one class are made. All of them are described alike but
 * for what they capture, so the description is written once.
 */
final class LambdaSite {
  private static final ClassValue<Optional<LambdaSite>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Optional<LambdaSite> computeValue(Class<?> type) {
          return make(type);
        }
      };

  private static final String REPLACE = "writeReplace";
  private static final String RESTORE = "$deserializeLambda$";

  private final MethodHandle replace;
  private volatile byte @Nullable [] description;

  private LambdaSite(MethodHandle replace) {
    this.replace = replace;
  }

  /** Empty for what is no serialisable lambda. */
  static Optional<LambdaSite> of(Class<?> type) {
    return type.isHidden() ? KNOWN.get(type) : Optional.empty();
  }

  private static Optional<LambdaSite> make(Class<?> type) {
    if (!type.isSynthetic() || !Serializable.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      var method = type.getDeclaredMethod(REPLACE);
      method.setAccessible(true);
      var handle =
          MethodHandles.lookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, Object.class));
      return Optional.of(new LambdaSite(handle));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return Optional.empty();
    }
  }

  /** What the lambda was made of; null if it is none after all. */
  @Nullable SerializedLambda takeApart(Object lambda) throws Throwable {
    return (Object) replace.invokeExact(lambda) instanceof SerializedLambda parts ? parts : null;
  }

  /** All but what is captured; {@link Remade#of} reads it. */
  byte[] describe(SerializedLambda lambda) {
    var known = description;
    if (known == null) {
      var to = new ByteSink(Integer.MAX_VALUE / 2);
      to.text(lambda.getCapturingClass().replace('/', '.'));
      to.text(lambda.getFunctionalInterfaceClass());
      to.text(lambda.getFunctionalInterfaceMethodName());
      to.text(lambda.getFunctionalInterfaceMethodSignature());
      to.whole(lambda.getImplMethodKind());
      to.text(lambda.getImplClass());
      to.text(lambda.getImplMethodName());
      to.text(lambda.getImplMethodSignature());
      to.text(lambda.getInstantiatedMethodType());
      known = to.toByteArray();
      description = known;
    }
    return known;
  }

  /** The same place, found again by its description. */
  record Remade(
      Class<?> capturing,
      String interfaceType,
      String interfaceMethod,
      String interfaceSignature,
      int kind,
      String type,
      String method,
      String signature,
      String instantiated,
      MethodHandle restore) {

    /**
     * @throws ReflectiveOperationException if there is no such place here
     * @throws java.io.InvalidClassException if its class may not travel
     */
    static Remade of(Bytes description, UserClasses classes)
        throws ReflectiveOperationException, java.io.InvalidClassException {
      var from = new ByteSource(description);
      var capturing = classes.find(from.text());
      return new Remade(
          capturing,
          from.text(),
          from.text(),
          from.text(),
          (int) from.whole(),
          from.text(),
          from.text(),
          from.text(),
          from.text(),
          restore(capturing));
    }

    private static MethodHandle restore(Class<?> capturing) throws ReflectiveOperationException {
      // What the compiler generates for Java serialisation to call: it knows its own lambdas only.
      var method = capturing.getDeclaredMethod(RESTORE, SerializedLambda.class);
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .asType(MethodType.methodType(Object.class, SerializedLambda.class));
    }

    Object make(@Nullable Object[] captured) throws Throwable {
      var parts =
          new SerializedLambda(
              capturing,
              interfaceType,
              interfaceMethod,
              interfaceSignature,
              kind,
              type,
              method,
              signature,
              instantiated,
              captured);
      return (Object) restore.invokeExact(parts);
    }
  }
}
