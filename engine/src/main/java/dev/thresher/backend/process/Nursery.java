package dev.thresher.backend.process;

import dev.thresher.codec.BootstrapCodec;
import dev.thresher.codec.Farewell;
import dev.thresher.codec.Rendezvous;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.launch.WorkerProcess;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Starts worker processes and writes to their standard input, on one thread of its own, so that no
 * caller waits for a process. Workers may be started before there is an actor system, and while the
 * run's key is still being made: each is told what is known as soon as it is.
 */
public final class Nursery implements AutoCloseable {
  private final Function<Incarnation, WorkerCommand> commands;
  private final Function<Incarnation, Path> printed;
  private final Optional<Path> directory;
  private final CompletableFuture<RunTerms> terms = new CompletableFuture<>();
  private final Map<Incarnation, CompletableFuture<WorkerProcess>> early = new HashMap<>();
  private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("worker-starter").daemon().factory());

  /**
   * @param commands the command line for an incarnation; may differ in the names of its files
   * @param printed the file to whose end goes what an incarnation prints outside of tasks
   */
  public Nursery(
      Function<Incarnation, WorkerCommand> commands, Function<Incarnation, Path> printed) {
    this(commands, printed, Optional.empty());
  }

  /**
   * @param directory in which the workers work; empty means that of this process
   */
  public Nursery(
      Function<Incarnation, WorkerCommand> commands,
      Function<Incarnation, Path> printed,
      Optional<Path> directory) {
    this.commands = commands;
    this.printed = printed;
    this.directory = directory;
  }

  /** Starts the first incarnations of {@code w1} to {@code w<workers>}; returns at once. */
  public synchronized void startEarly(int workers) {
    for (int i = 1; i <= workers; i++) {
      var incarnation = new Incarnation(WorkerId.numbered(i), 1);
      early.put(incarnation, start(incarnation));
    }
  }

  /** Tells the terms to every worker, those that run already and those to come. */
  public void agree(RunTerms agreed) {
    terms.complete(agreed);
  }

  /**
   * The process of that incarnation, started early or now; completes when it has been sent the
   * terms, or with the {@link IOException} that kept it from starting.
   */
  synchronized CompletableFuture<WorkerProcess> take(Incarnation incarnation) {
    var birth = early.remove(incarnation);
    return birth == null ? start(incarnation) : birth;
  }

  private CompletableFuture<WorkerProcess> start(Incarnation incarnation) {
    return CompletableFuture.supplyAsync(() -> launch(incarnation), starter)
        .thenCombineAsync(
            terms,
            (process, agreed) -> {
              write(process, BootstrapCodec.encode(agreed.bootstrap(incarnation)));
              return process;
            },
            starter);
  }

  private WorkerProcess launch(Incarnation incarnation) {
    try {
      var process =
          WorkerProcess.start(
              commands.apply(incarnation), incarnation, printed.apply(incarnation), directory);
      alive.add(process);
      var _ = process.onExit().thenRun(() -> alive.remove(process));
      if (closed) {
        process.kill(); // nobody is left to take it
      }
      return process;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void introduce(WorkerProcess process, Rendezvous rendezvous) {
    starter.execute(() -> write(process, BootstrapCodec.encode(rendezvous)));
  }

  void dismiss(WorkerProcess process, String reason) {
    starter.execute(() -> write(process, BootstrapCodec.encode(new Farewell(reason))));
  }

  private static void write(WorkerProcess process, byte[] message) {
    try {
      process.send(message);
    } catch (IOException gone) {
      // A process that can no longer read has ended, or will be ended: its exit tells, not this.
    }
  }

  /**
   * Kills every process that is left: those that no fleet has taken, and those that start only now.
   * Call it when the fleet has stopped.
   */
  @Override
  public synchronized void close() {
    closed = true;
    alive.forEach(WorkerProcess::kill);
    early.clear();
    starter.shutdown();
  }
}
