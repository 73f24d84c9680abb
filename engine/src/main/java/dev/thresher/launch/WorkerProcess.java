package dev.thresher.launch;

import dev.thresher.host.LastLines;
import dev.thresher.host.OwnSession;
import dev.thresher.host.ProcessExits;
import dev.thresher.model.Incarnation;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One worker JVM, as its parent sees it. Its standard input stays open for life: secrets go in by
 * it, and its end tells the worker that the parent is gone, even after a {@code kill -9}. What it
 * prints goes to a file.
 */
public final class WorkerProcess {
  private static final int LINES = 20;
  private static final int LINE_BYTES = 8 * 1024;

  private final Incarnation incarnation;
  private final Process process;
  private final Path printed;
  private final Instant startedAt;
  private final long startedNanos;
  private final CompletableFuture<ProcessEnd> ended;

  private WorkerProcess(Incarnation incarnation, Process process, Path printed) {
    this.incarnation = incarnation;
    this.process = process;
    this.printed = printed;
    this.startedAt = Instant.now();
    this.startedNanos = System.nanoTime();
    this.ended = ProcessExits.of(process).thenApply(this::end);
  }

  /**
   * @param printed what it prints is added to the end of this file
   * @throws IOException if there is no such program, or the host has no room for another process
   */
  public static WorkerProcess start(WorkerCommand command, Incarnation incarnation, Path printed)
      throws IOException {
    return start(command, incarnation, printed, Optional.empty());
  }

  /**
   * @param directory in which it works; empty means that of this process
   */
  public static WorkerProcess start(
      WorkerCommand command, Incarnation incarnation, Path printed, Optional<Path> directory)
      throws IOException {
    var builder =
        new ProcessBuilder(OwnSession.of(command.words()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(printed.toFile()));
    directory.ifPresent(known -> builder.directory(known.toFile()));
    return new WorkerProcess(incarnation, builder.start(), printed);
  }

  public Incarnation incarnation() {
    return incarnation;
  }

  public long pid() {
    return process.pid();
  }

  public Instant startedAt() {
    return startedAt;
  }

  /**
   * Writes to its standard input. Blocks only if more lies there unread than a pipe holds (64 KiB).
   *
   * @throws IOException if the process has ended
   */
  public synchronized void send(byte[] message) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(message);
    in.flush();
  }

  /** Ends its standard input, which it takes for the death of its parent. */
  public synchronized void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Completes when the process has ended, however that came, within some 20 ms. */
  public CompletableFuture<ProcessEnd> onExit() {
    return ended;
  }

  private ProcessEnd end(int exitValue) {
    var uptime = Duration.ofNanos(System.nanoTime() - startedNanos);
    var lastLines = LastLines.of(printed, LINES, LINE_BYTES);
    return new ProcessEnd(pid(), uptime, ProcessEnd.how(exitValue), lastLines);
  }

  /** Asks it to end, by SIGTERM. */
  public void terminate() {
    // Not Process.destroy(): that closes its standard input too, by which it would end at once.
    process.toHandle().destroy();
  }

  /** Ends it at once, by SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return incarnation + " (pid " + pid() + ")";
  }
}
