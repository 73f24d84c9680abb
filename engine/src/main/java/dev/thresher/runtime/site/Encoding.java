package dev.thresher.runtime.site;

import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.Job;
import dev.thresher.model.Payload;
import dev.thresher.task.ClassPath;
import dev.thresher.task.SerializationException;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a job what can travel. A function is encoded once and stays with the workers, its
 * arguments go with each task; everything else is an argument that is itself what is called.
 */
final class Encoding {
  private final UserObjects objects;
  private final ClassPath code;

  Encoding(UserObjects objects, ClassPath code) {
    this.objects = objects;
    this.code = code;
  }

  /**
   * Puts the job on the desk.
   *
   * @return false if the desk takes nothing on any more
   */
  boolean hand(Job job, Desk desk) throws SerializationException, IOException {
    var function = functionOf(job);
    var arguments = new ArrayList<Payload>(job.size());
    for (int i = 0; i < job.size(); i++) {
      arguments.add(encode(job.call(i)));
    }
    var terms = Terms.of(function, job.options(), sizeOf(arguments));
    // Encoded outside of the desk's lock, as that runs code of the caller's.
    var body = desk.hasStage(terms) ? null : body(function);
    while (true) {
      var known = body;
      switch (desk.add(job, terms, arguments, Optional.ofNullable(known))) {
        case TAKEN -> {
          return true;
        }
        case SHUT_DOWN -> {
          return false;
        }
        case STAGE_UNKNOWN -> body = body(function);
      }
    }
  }

  private TaskBody.Closure body(@Nullable Object function)
      throws SerializationException, IOException {
    return new TaskBody.Closure(
        code,
        function == null
            ? Optional.empty()
            : Optional.of(objects.encode(Part.TASK, function)));
  }

  private Payload encode(Call call) throws SerializationException, IOException {
    return switch (call) {
      case Call.OfCallable(var callable) -> objects.encode(Part.TASK, callable);
      case Call.OfRunnable(var runnable, _) -> objects.encode(Part.TASK, runnable);
      case Call.OfFunction(_, var argument) -> objects.encode(Part.ARGUMENT, argument);
    };
  }

  /** Null if the job has none, or several. */
  private static @Nullable Object functionOf(Job job) {
    return job.call(0) instanceof Call.OfFunction(var function, _) ? function : null;
  }

  private static SizeClass sizeOf(List<Payload> arguments) {
    int largest = 0;
    for (var argument : arguments) {
      largest = Math.max(largest, bytes(argument));
    }
    return SizeClass.of(largest);
  }

  private static int bytes(Payload payload) {
    return switch (payload) {
      case Payload.Inline(_, var bytes) -> bytes.length();
      case Payload.Blob _ -> 256;
      case Payload.Reference _ ->
          throw new IllegalStateException("a reference cannot travel: " + payload);
    };
  }
}
