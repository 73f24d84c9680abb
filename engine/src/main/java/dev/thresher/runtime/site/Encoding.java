package dev.thresher.runtime.site;

import dev.thresher.api.SerFunction;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.InContext;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Prepared;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a job what can travel. A function is encoded once and stays with the workers, its
 * arguments go with each task; everything else is an argument that is itself what is called.
 */
final class Encoding {
  private final CallerCodes codes;
  private final Optional<SerRunnable> initializer;
  private final CallSites sites = new CallSites();

  /**
   * @param initializer goes with every function, also with the one that calls its argument
   */
  Encoding(CallerCodes codes, Optional<SerRunnable> initializer) {
    this.codes = codes;
    this.initializer = initializer;
  }

  /** Refuses an initialiser that cannot travel. */
  void check() throws SerializationException, IOException {
    if (initializer.isPresent()) {
      codes.of(initializer.get()).objects().encode(Part.TASK, initializer.get());
    }
  }

  /**
   * Puts the job on the desk.
   *
   * @return false if the desk takes nothing on any more
   */
  boolean hand(Job job, Desk desk) throws SerializationException, IOException {
    var first = job.call(0);
    var function = first instanceof Call.OfFunction(var each, _) ? each : null;
    var code = codes.of(first.userCode());
    var arguments = new ArrayList<Payload>(job.size());
    for (int i = 0; i < job.size(); i++) {
      arguments.add(encode(job.call(i), job.logContext(), code.objects()));
    }
    var terms = Terms.of(code, function, job.options(), sizeOf(arguments));
    // Encoded outside of the desk's lock, as that runs code of the caller's.
    var body = desk.hasStage(terms) ? null : body(code, function);
    while (true) {
      switch (desk.add(
          job,
          terms,
          arguments,
          sites.of(first.userCode().getClass()),
          Optional.ofNullable(body))) {
        case TAKEN -> {
          return true;
        }
        case SHUT_DOWN -> {
          return false;
        }
        case STAGE_UNKNOWN -> body = body(code, function);
      }
    }
  }

  private TaskBody.Closure body(CallerCode code, @Nullable SerFunction<Object, Object> function)
      throws SerializationException, IOException {
    Object called = initializer.isPresent() ? new Prepared(initializer.get(), function) : function;
    return new TaskBody.Closure(
        code.path(),
        called == null ? Optional.empty() : Optional.of(code.objects().encode(Part.TASK, called)));
  }

  private static Payload encode(
      Call call, @Nullable Map<String, String> logContext, UserObjects objects)
      throws SerializationException, IOException {
    return switch (call) {
      case Call.OfCallable(var callable) -> encode(Part.TASK, callable, logContext, objects);
      case Call.OfRunnable(var runnable, _) -> encode(Part.TASK, runnable, logContext, objects);
      case Call.OfFunction(_, var argument) -> encode(Part.ARGUMENT, argument, logContext, objects);
    };
  }

  private static Payload encode(
      Part part,
      @Nullable Object content,
      @Nullable Map<String, String> logContext,
      UserObjects objects)
      throws SerializationException, IOException {
    if (logContext == null) {
      return objects.encode(part, content);
    }
    try {
      return objects.encode(part, new InContext(logContext, content));
    } catch (SerializationException refused) {
      objects.encode(part, content); // says the same without the engine's wrapping
      throw refused;
    }
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
