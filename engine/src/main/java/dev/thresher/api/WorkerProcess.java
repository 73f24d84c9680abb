package dev.thresher.api;

import dev.thresher.api.spi.ProcessStarter;
import dev.thresher.api.spi.StartedProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process for one piece of code, from its start to its end: the low level beside {@link
 * Thresher#processes}, which keeps processes and gives them tasks. Nothing is tried again and
 * nothing is replaced here; what becomes of the process is the caller's business.
 *
 * {@snippet :
 * var process = WorkerProcess.spawn(() -> steps(837_799));
 * System.out.println(process.result().get());
 * ProcessExit end = process.await();
 * }
 *
 * <p>The code and what it captures are copied, as tasks of {@code processes} are; its classes come
 * along. It prints to the output of this program, reads an empty standard input, and ends as any
 * JVM does, when its code has returned and no thread of its own goes on. Safe for several threads.
 */
public final class WorkerProcess<T> {
  private final String name;
  private final Duration grace;
  private final StartedProcess process;
  private final CompletableFuture<ProcessExit> exit;
  private final CompletableFuture<T> result;

  @SuppressWarnings("unchecked")
  WorkerProcess(String name, Duration grace, StartedProcess process) {
    this.name = name;
    this.grace = grace;
    this.process = process;
    this.exit = process.onExit().thenApply(StartedProcess.Ended::exit);
    this.result = process.onExit().thenCompose(ended -> (CompletableFuture<T>) ended.result());
  }

  /**
   * Starts a process for it; a lambda or method reference binds to this one, or to {@link
   * #spawn(SerCallable)}.
   *
   * @throws SerializationFailure if the code cannot travel
   */
  public static WorkerProcess<Void> spawn(SerRunnable code) {
    return builder().spawn(code);
  }

  /** As {@link #spawn(SerRunnable)}; {@link #result} has what it returns. */
  public static <T> WorkerProcess<T> spawn(SerCallable<T> code) {
    return builder().spawn(code);
  }

  /**
   * Calls its {@code main}.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static WorkerProcess<Void> spawn(Class<?> main, String... arguments) {
    return builder().spawn(main, arguments);
  }

  /** For a name, a heap, or a process that outlives this one. */
  public static WorkerProcessBuilder builder() {
    return new WorkerProcessBuilder(ProcessStarter.installed());
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  public ProcessExit await() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Waits for its end, but no longer than this.
   *
   * @return empty if it goes on
   */
  public Optional<ProcessExit> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(exit.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException goesOn) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Completes when the process has ended, however that came; a copy for each call. */
  public CompletableFuture<ProcessExit> onExit() {
    return exit.copy();
  }

  /**
   * What its code returned; known when the process has ended. Fails with what the code threw, or
   * with {@link WorkerLost} if the process ended otherwise. A copy for each call.
   */
  public CompletableFuture<T> result() {
    return result.copy();
  }

  /**
   * Asks it to end, by SIGTERM, which runs its shutdown hooks; kills it if it goes on for longer
   * than the {@link WorkerProcessBuilder#grace}. Returns at once.
   */
  public void terminate() {
    process.terminate();
    CompletableFuture.delayedExecutor(grace.toNanos(), TimeUnit.NANOSECONDS).execute(this::kill);
  }

  /** Ends it at once, by SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Name, pid and state, for messages. */
  @Override
  public String toString() {
    return "%s (pid %d, %s)".formatted(name, pid(), exit.isDone() ? exit.join() : "running");
  }
}
