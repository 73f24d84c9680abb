package dev.thresher.execute.bodies;

import dev.thresher.api.SerFunction;
import dev.thresher.api.spi.InContext;
import dev.thresher.api.spi.Prepared;
import dev.thresher.execute.Closures;
import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.SerializationException.Phase;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of one stage: a function with an argument each, or arguments that are called. */
final class ObjectCall implements Closures.Callee {
  private static final String ENGINE = ObjectCall.class.getName();
  private static final int MOST_FRAMES = 200;

  private final BundleCode code;
  private final Supplier<UserObjects> objects;
  private final Optional<Payload> encoded;
  private final Initialization initialization;
  private volatile @Nullable Object function;

  ObjectCall(
      BundleCode code,
      Supplier<UserObjects> objects,
      Optional<Payload> function,
      Initialization initialization) {
    this.code = code;
    this.objects = objects;
    this.encoded = function;
    this.initialization = initialization;
  }

  @Override
  public Payload call(Payload argument, Closures.Preparing preparing) throws Exception {
    Thread.currentThread().setContextClassLoader(code.loader());
    try {
      var known = objects.get();
      return known.encode(Part.RESULT, result(known, argument, preparing));
    } finally {
      code.leaveThread();
    }
  }

  private @Nullable Object result(UserObjects known, Payload argument, Closures.Preparing preparing)
      throws Exception {
    var called = encoded.isPresent() ? function(known, encoded.get()) : null;
    if (called instanceof Prepared prepared) {
      initialization.require(prepared.initializer(), code, preparing);
      called = prepared.function();
    }
    return called == null
        ? call(content(known.decode(Part.TASK, argument)))
        : apply(called, content(known.decode(Part.ARGUMENT, argument)));
  }

  private @Nullable Object content(@Nullable Object arrived) {
    if (arrived instanceof InContext(var logContext, var content)) {
      code.enterThread(logContext);
      return content;
    }
    return arrived;
  }

  // Several threads may read it at once; the last one's stays. No lock: reading runs code of the
  // user's, which may never return.
  private @Nullable Object function(UserObjects known, Payload payload)
      throws SerializationException, IOException {
    var ready = function;
    if (ready == null) {
      ready = known.decode(Part.TASK, payload);
      function = ready;
    }
    return ready;
  }

  // The submitter's compiler has seen that they fit, and whether null does.
  @SuppressWarnings({"unchecked", "NullAway"})
  private static @Nullable Object apply(Object function, @Nullable Object argument)
      throws Exception {
    return switch (function) {
      case SerFunction<?, ?> own -> ((SerFunction<@Nullable Object, ?>) own).apply(argument);
      case Function<?, ?> plain -> ((Function<@Nullable Object, ?>) plain).apply(argument);
      default -> throw noTask(function);
    };
  }

  private static @Nullable Object call(@Nullable Object task) throws Exception {
    return switch (task) {
      case Callable<?> callable -> callable.call();
      case Runnable runnable -> {
        runnable.run();
        yield null;
      }
      case null, default -> throw noTask(task);
    };
  }

  private static SerializationException noTask(@Nullable Object arrived) {
    var what = arrived == null ? "null" : "a " + arrived.getClass().getName();
    return new SerializationException(
        Phase.DECODE_ARGUMENT,
        "the task cannot be read: what arrived is " + what + ", and nothing that can be called",
        List.of(),
        null);
  }

  @Override
  public Failure failure(Throwable thrown) {
    cutStack(thrown);
    return Failure.of(thrown).withThrown(objects.get().encodeThrown(thrown));
  }

  /** Leaves the innermost calls, without the engine's below them; a deep stack would not travel. */
  private static void cutStack(Throwable thrown) {
    try {
      var frames = thrown.getStackTrace();
      var own =
          Arrays.stream(frames)
              .takeWhile(frame -> !frame.getClassName().equals(ENGINE))
              .limit(MOST_FRAMES)
              .toArray(StackTraceElement[]::new);
      thrown.setStackTrace(own.length == 0 ? frames : own);
    } catch (Throwable broken) {
      // Its own methods threw. Then its stack stays as it is.
    }
  }
}
