package dev.thresher.runtime.spawn;

import dev.thresher.api.spi.ProcessStarter;
import dev.thresher.api.spi.StartedProcess;
import dev.thresher.api.spi.Wrapped;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.ProtobufOnClassPath;
import dev.thresher.codec.SpawnCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.host.OwnSession;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.rundir.SpawnDirectory;
import dev.thresher.runtime.closures.CallerClasses;
import dev.thresher.runtime.closures.RemoteFailures;
import dev.thresher.task.SerializationException;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a JVM for one call. */
public final class Spawning implements ProcessStarter {
  @Override
  public StartedProcess start(Settings settings, Object code) {
    ProtobufOnClassPath.require();
    int heap = heap(settings);
    SpawnDirectory directory = null;
    try {
      directory = SpawnDirectory.create();
      return start(settings, code, heap, directory);
    } catch (SerializationException refused) {
      discard(directory);
      throw RemoteFailures.of(refused);
    } catch (IOException cannot) {
      discard(directory);
      throw new UncheckedIOException(
          "the process %s cannot be started: %s".formatted(settings.name(), cannot.getMessage()),
          cannot);
    }
  }

  private static int heap(Settings settings) {
    int asked = settings.heapMebibytes().orElse(0);
    return switch (HeapPlan.of(1, asked, HeapPlan.Machine.current())) {
      case HeapPlan.Fits fits -> fits.heapMebibytes();
      case HeapPlan.Refused(String reason) -> throw new IllegalArgumentException(reason);
    };
  }

  private static void discard(@Nullable SpawnDirectory directory) {
    if (directory != null) {
      try {
        directory.delete();
      } catch (IOException leftOver) {
        // The reason why there is no process is what counts.
      }
    }
  }

  private static StartedProcess start(
      Settings settings, Object code, int heap, SpawnDirectory directory)
      throws SerializationException, IOException {
    var owner = code instanceof Wrapped wrapped ? wrapped.userCode() : code;
    var objects =
        new ObjectCodec(CallerClasses.loaderOf(owner), new PayloadCodec(directory.blobs()));
    var classes = new CallerClasses(directory.code()).of(owner);
    var call = objects.encode(Part.TASK, code);
    directory.tell(SpawnCodec.encode(new TaskBody.Closure(classes, Optional.of(call))));
    var process =
        new ProcessBuilder(OwnSession.of(words(settings, heap, directory)))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
    if (!settings.endsWithCaller()) {
      process.getOutputStream().close();
    }
    return new SpawnedProcess(settings.name(), process, directory, objects, submitted());
  }

  private static List<String> words(Settings settings, int heap, SpawnDirectory directory) {
    var flags = WorkerCommand.flags(heap, directory.crash());
    var words =
        new ArrayList<>(
            Installation.current().workerCommand(WorkerCommand.SPAWNED_MAIN_CLASS, flags));
    words.add(directory.path().toString());
    words.add(settings.endsWithCaller() ? "daemon" : "detached");
    words.add(Long.toString(ProcessHandle.current().pid()));
    words.add(settings.name());
    return words;
  }

  /** The stack of the caller, without the engine's own calls. */
  private static StackTraceElement[] submitted() {
    return Arrays.stream(new Throwable().getStackTrace())
        .dropWhile(frame -> frame.getClassName().startsWith("dev.thresher.runtime."))
        .dropWhile(frame -> frame.getClassName().startsWith("dev.thresher.api."))
        .toArray(StackTraceElement[]::new);
  }
}
