package dev.thresher.runtime.closures;

import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskPlace;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.execute.Closures;
import dev.thresher.execute.bodies.ObjectCalls;
import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.task.ClassPath;
import dev.thresher.task.SerializationException;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Caller and worker of one task in one JVM, with the border between them. */
final class Border {
  /** Nothing is measured here. */
  static final Closures.Preparing UNPREPARED =
      new Closures.Preparing() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
      };

  static final TaskOrigin ORIGIN =
      new TaskOrigin(new TaskPlace("w2", "far", 4711), 3, List.of("one", "two"));

  final CallerClasses classes;
  private final PayloadCodec payloads;
  final ObjectCalls calls;

  Border(Path directory) throws IOException {
    this.payloads = new PayloadCodec(Files.createDirectories(directory.resolve("blobs")));
    this.classes = new CallerClasses(directory.resolve("code"));
    this.calls = new ObjectCalls(this::objects);
  }

  UserObjects objects(ClassLoader loader) {
    return new ObjectCodec(loader, payloads);
  }

  /** As the caller sees it. */
  @Nullable Object call(Object task) throws Throwable {
    return call(task, classes.of(task));
  }

  @Nullable Object call(Object task, ClassPath path) throws Throwable {
    var own = objects(CallerClasses.loaderOf(task));
    return returned(path, Optional.empty(), own.encode(Part.TASK, task), own);
  }

  @Nullable Object apply(Object function, @Nullable Object argument) throws Throwable {
    var own = objects(CallerClasses.loaderOf(function));
    var encoded = Optional.of(own.encode(Part.TASK, function));
    return returned(classes.of(function), encoded, own.encode(Part.ARGUMENT, argument), own);
  }

  private @Nullable Object returned(
      ClassPath path, Optional<Payload> function, Payload argument, UserObjects own)
      throws Throwable {
    var callee = calls.find(new TaskBody.Closure(path, function));
    Failure failure;
    try {
      return own.decode(Part.RESULT, callee.call(argument, UNPREPARED));
    } catch (SerializationException refused) {
      failure = refused.failure();
    } catch (Throwable thrown) {
      failure = callee.failure(thrown);
    }
    throw RemoteFailures.of(failure, own, ORIGIN, new Throwable().getStackTrace());
  }
}
