package dev.thresher.worker;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.SpawnCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.execute.Closures;
import dev.thresher.execute.bodies.ObjectCalls;
import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.rundir.SpawnDirectory;
import dev.thresher.task.TaskBody;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process for one call of the caller's code. Ends as any JVM does, when the code has returned and
 * no thread of its own goes on; one that belongs to its caller halts when its standard input ends.
 *
 * <p>Exit codes: 0 the code returned; 1 it threw; 3 the caller is gone; 70 the call cannot be read.
 * The code may end the process with any other.
 */
public final class SpawnedMain {
  private static final int THREW = 1;

  private static final Closures.Preparing NOTHING =
      new Closures.Preparing() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
      };

  private SpawnedMain() {}

  /**
   * @param arguments the directory, {@code daemon} or {@code detached}, the caller's pid, and a
   *     name for whoever looks at the processes of this host
   */
  public static void main(String[] arguments) {
    var directory = new SpawnDirectory(Path.of(arguments[0]));
    boolean isDaemon = arguments[1].equals("daemon");
    DeserializationBan.enforce();
    long caller = Long.parseLong(arguments[2]);
    var lifeline = new FileInputStream(FileDescriptor.in);
    System.setIn(InputStream.nullInputStream());
    if (isDaemon) {
      Thread.ofPlatform().name("lifeline").daemon().start(() -> watch(lifeline, directory));
    } else {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUpAfter(caller, directory)));
    }
    try {
      live(directory);
    } catch (IOException | RuntimeException broken) {
      System.err.println("the process cannot serve: " + broken);
      System.exit(Exits.INTERNAL_ERROR);
    }
  }

  /** Nothing comes: the stream only ends. */
  private static void watch(InputStream lifeline, SpawnDirectory directory) {
    try {
      lifeline.skip(Long.MAX_VALUE);
      while (lifeline.read() >= 0) {}
    } catch (IOException gone) {
      // That is an end, too.
    }
    delete(directory);
    Exits.orphaned();
  }

  // The caller may have died before this process could look who had started it.
  private static void tidyUpAfter(long caller, SpawnDirectory directory) {
    var parent = ProcessHandle.current().parent().map(ProcessHandle::pid);
    if (!parent.equals(Optional.of(caller))) {
      delete(directory);
    }
  }

  private static void delete(SpawnDirectory directory) {
    try {
      directory.delete();
    } catch (IOException leftOver) {
      // Nobody is left to be told.
    }
  }

  private static void live(SpawnDirectory directory) throws IOException {
    var call = SpawnCodec.call(directory.told());
    var payloads = new PayloadCodec(directory.blobs());
    var calls = new ObjectCalls(loader -> new ObjectCodec(loader, payloads));
    var callee = calls.find(new TaskBody.Closure(call.code(), Optional.empty()));
    Outcome outcome;
    try {
      Payload code = call.function().orElseThrow();
      outcome = new Outcome.Completed(callee.call(code, NOTHING));
    } catch (Throwable thrown) {
      outcome = new Outcome.Failed(failure(callee, thrown));
      thrown.printStackTrace(System.err);
    }
    directory.answer(SpawnCodec.encode(outcome));
    if (outcome instanceof Outcome.Failed) {
      System.exit(THREW);
    }
  }

  private static Failure failure(Closures.Callee callee, Throwable thrown) {
    try {
      return callee.failure(thrown);
    } catch (Throwable broken) {
      return Failure.of(thrown); // its classes could not be loaded in the first place
    }
  }
}
