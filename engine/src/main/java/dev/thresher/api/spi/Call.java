package dev.thresher.api.spi;

import dev.thresher.api.SerFunction;
import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a task does, as the caller handed it over. */
public sealed interface Call {
  /** Runs it on this thread. */
  @Nullable Object invoke() throws Exception;

  /** Whether it claims to be able to travel to another process; what it captures may still not. */
  boolean isPortable();

  /** The object of the user's, whose class says where the user's other classes are found. */
  default Object userCode() {
    return switch (this) {
      case OfCallable(var code) -> code;
      case OfRunnable(var code, _) -> code;
      case OfFunction(var function, _) ->
          function instanceof Wrapped wrapped ? wrapped.userCode() : function;
    };
  }

  /** {@code submit(Callable)}; portable if the object is {@code Serializable}. */
  record OfCallable(Callable<?> code) implements Call {
    @Override
    public @Nullable Object invoke() throws Exception {
      return code.call();
    }

    @Override
    public boolean isPortable() {
      return code instanceof Serializable;
    }
  }

  /**
   * {@code submit(Runnable)} and {@code execute}.
   *
   * @param result what the future is to have at the end; stays with the caller
   */
  record OfRunnable(Runnable code, @Nullable Object result) implements Call {
    @Override
    public @Nullable Object invoke() {
      code.run();
      return result;
    }

    @Override
    public boolean isPortable() {
      return code instanceof Serializable;
    }
  }

  /** {@code submit(function, argument)} and each item of {@code map}. */
  record OfFunction(SerFunction<Object, Object> function, @Nullable Object argument)
      implements Call {
    @Override
    @SuppressWarnings(
        "NullAway") // whether null is an argument is between the caller and the function
    public @Nullable Object invoke() throws Exception {
      return function.apply(argument);
    }

    @Override
    public boolean isPortable() {
      return true;
    }
  }
}
