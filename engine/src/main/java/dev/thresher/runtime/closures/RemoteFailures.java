package dev.thresher.runtime.closures;

import dev.thresher.api.RemoteTaskException;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.ThresherException;
import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.SerializationException.Phase;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of failures that happened in another process. Whatever a failure holds, there is one:
 * the original if its class is here and it could travel, and else one that tells the same.
 */
public final class RemoteFailures {
  private static final String JOINT = " → ";

  private RemoteFailures() {}

  /**
   * What the task threw, with the worker's frames first, then a line that says where they are from,
   * then the caller's.
   *
   * @param objects of the loader that the task is of
   * @param submitted the stack of the thread that submitted; may be empty
   */
  public static Throwable of(
      Failure failure, UserObjects objects, TaskOrigin origin, StackTraceElement[] submitted) {
    var thrown =
        Phase.of(failure).isPresent()
            ? serialization(failure)
            : original(failure, objects).orElseGet(() -> remote(failure));
    return join(thrown, failure, origin, submitted);
  }

  /** A refusal on the caller's side, while it submits or takes a result in. */
  public static SerializationFailure of(SerializationException refused) {
    var path = String.join(JOINT, refused.failure().frames());
    return new SerializationFailure(refused.failure().message(), path, refused.getCause());
  }

  private static SerializationFailure serialization(Failure failure) {
    var path = String.join(JOINT, failure.frames());
    return new SerializationFailure(failure.message(), path, chained(failure.causes()));
  }

  private static Optional<Throwable> original(Failure failure, UserObjects objects) {
    return failure.thrown().flatMap(payload -> original(failure, payload, objects));
  }

  private static Optional<Throwable> original(
      Failure failure, Payload payload, UserObjects objects) {
    try {
      return objects.decode(Part.RESULT, payload) instanceof Throwable thrown
              && thrown.getClass().getName().equals(failure.type())
          ? Optional.of(thrown)
          : Optional.empty();
    } catch (SerializationException | IOException missingHere) {
      return Optional.empty();
    }
  }

  private static RemoteTaskException remote(Failure failure) {
    var exception = remote(failure, chained(failure.causes()));
    failure.suppressed().forEach(each -> exception.addSuppressed(remote(each, null)));
    return exception;
  }

  private static RemoteTaskException remote(Failure failure, @Nullable Throwable cause) {
    return new RemoteTaskException(
        failure.type(), failure.message(), StackLines.parse(failure.frames()), cause);
  }

  /** The outermost cause, which has the next one for its cause, and so on. */
  private static @Nullable RemoteTaskException chained(List<Failure> causes) {
    RemoteTaskException inner = null;
    for (var cause : causes.reversed()) {
      inner = remote(cause, inner);
    }
    return inner;
  }

  private static Throwable join(
      Throwable thrown, Failure failure, TaskOrigin origin, StackTraceElement[] submitted) {
    try {
      thrown.setStackTrace(joined(thrown, origin, submitted));
      if (!origin.logTail().isEmpty()) {
        thrown.addSuppressed(new WorkerOutput(origin));
      }
      return thrown;
    } catch (RuntimeException | Error broken) {
      // Its own methods threw. What it was is known as data, too.
      return thrown instanceof ThresherException
          ? thrown
          : join(remote(failure), failure, origin, submitted);
    }
  }

  private static StackTraceElement[] joined(
      Throwable thrown, TaskOrigin origin, StackTraceElement[] submitted) {
    boolean isFromHere = thrown instanceof SerializationFailure;
    var remote = isFromHere ? new StackTraceElement[0] : thrown.getStackTrace();
    var marker = new StackTraceElement("thresher", "task", origin + "; submitted at", -1);
    var frames = new ArrayList<StackTraceElement>();
    Stream.of(remote).forEach(frames::add);
    frames.add(marker);
    Stream.of(submitted).forEach(frames::add);
    return frames.toArray(StackTraceElement[]::new);
  }
}
