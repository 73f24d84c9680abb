package dev.thresher.runtime.spawn;

import dev.thresher.api.ProcessExit;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.spi.StartedProcess;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.SpawnCodec;
import dev.thresher.host.MemoryKills;
import dev.thresher.host.ProcessExits;
import dev.thresher.launch.ProcessEnd;
import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.rundir.SpawnDirectory;
import dev.thresher.runtime.closures.RemoteFailures;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** A JVM that was started for one call. */
final class SpawnedProcess implements StartedProcess {
  private static final int SIGKILL = 9;
  private static final String OUT_OF_MEMORY = OutOfMemoryError.class.getName();

  private final String name;
  private final Process process;
  private final SpawnDirectory directory;
  private final UserObjects objects;
  private final StackTraceElement[] submitted;
  private final long killsBefore = MemoryKills.count();
  private final CompletableFuture<Ended> ended;

  SpawnedProcess(
      String name,
      Process process,
      SpawnDirectory directory,
      UserObjects objects,
      StackTraceElement[] submitted) {
    this.name = name;
    this.process = process;
    this.directory = directory;
    this.objects = objects;
    this.submitted = submitted;
    // On a virtual thread: reading the result runs code of the caller's.
    this.ended = ProcessExits.of(process).thenApplyAsync(this::end, Thread::startVirtualThread);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public CompletableFuture<Ended> onExit() {
    return ended;
  }

  /** By its handle: {@code Process.destroy} closes its standard input, too, which would halt it. */
  @Override
  public void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
  }

  private Ended end(int exitValue) {
    var outcome = outcome();
    var exit = exit(exitValue, outcome);
    var result = result(exit, outcome);
    try {
      directory.delete();
    } catch (IOException leftOver) {
      LoggerFactory.getLogger(SpawnedProcess.class)
          .warn("cannot tidy up {}: {}", directory.path(), leftOver.toString());
    }
    return new Ended(exit, result);
  }

  private Optional<Outcome> outcome() {
    try {
      return directory.answered().map(SpawnCodec::outcome);
    } catch (IOException | MalformedFrameException unreadable) {
      return Optional.empty();
    }
  }

  private ProcessExit exit(int exitValue, Optional<Outcome> outcome) {
    if (outcome.orElse(null) instanceof Outcome.Failed(Failure why)
        && why.type().equals(OUT_OF_MEMORY)) {
      return new ProcessExit.OutOfMemory(why.headline());
    }
    return switch (ProcessEnd.how(exitValue)) {
      case ProcessEnd.Code(int code) -> new ProcessExit.Code(code);
      case ProcessEnd.Signal(int number) ->
          number == SIGKILL && MemoryKills.count() > killsBefore
              ? new ProcessExit.OutOfMemory("killed by the system for want of memory")
              : new ProcessExit.Signal(number);
    };
  }

  private CompletableFuture<?> result(ProcessExit exit, Optional<Outcome> outcome) {
    return switch (outcome.orElse(null)) {
      case Outcome.Completed(Payload result) -> decoded(result);
      case Outcome.Failed(Failure why) ->
          CompletableFuture.failedFuture(RemoteFailures.of(why, objects, origin(), submitted));
      case null, default -> CompletableFuture.failedFuture(lost(exit));
    };
  }

  private CompletableFuture<?> decoded(Payload result) {
    try {
      return CompletableFuture.completedFuture(objects.decode(Part.RESULT, result));
    } catch (SerializationException refused) {
      return CompletableFuture.failedFuture(RemoteFailures.of(refused));
    } catch (IOException unreadable) {
      return CompletableFuture.failedFuture(unreadable);
    }
  }

  private WorkerLost lost(ProcessExit exit) {
    var how =
        switch (exit) {
          case ProcessExit.Code(int code) -> "with exit code " + code;
          case ProcessExit.Signal(int number) -> "by signal " + number;
          case ProcessExit.OutOfMemory(String detail) -> detail;
        };
    return new WorkerLost(
        "the process %s (pid %d) ended before its code returned: %s".formatted(name, pid(), how),
        origin());
  }

  private TaskOrigin origin() {
    return TaskOrigin.of(new TaskPlace(name, "localhost", pid()), 1);
  }
}
