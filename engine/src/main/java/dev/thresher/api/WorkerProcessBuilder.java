package dev.thresher.api;

import dev.thresher.api.spi.MainCall;
import dev.thresher.api.spi.ProcessStarter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Settings of a {@link WorkerProcess}, before it is spawned. To be used by one thread. */
public final class WorkerProcessBuilder {
  private static final AtomicInteger SPAWNED = new AtomicInteger();

  private final ProcessStarter starter;
  private String name = "";
  private boolean daemon = true;
  private OptionalInt heapMebibytes = OptionalInt.empty();
  private Duration grace = Duration.ofSeconds(5);

  WorkerProcessBuilder(ProcessStarter starter) {
    this.starter = starter;
  }

  /** For messages; {@code process-1}, {@code process-2}, … otherwise. */
  public WorkerProcessBuilder name(String ofProcess) {
    name = Objects.requireNonNull(ofProcess);
    return this;
  }

  /**
   * Whether it ends with this program, at the latest when that has ended, however that comes; true
   * by default. Otherwise it goes on until it ends by itself.
   */
  public WorkerProcessBuilder daemon(boolean endsWithThisProgram) {
    daemon = endsWithThisProgram;
    return this;
  }

  /** At most 1024, or 70 % of the memory, otherwise. */
  public WorkerProcessBuilder heapMebibytes(int most) {
    heapMebibytes = OptionalInt.of(most);
    return this;
  }

  /** How long {@link WorkerProcess#terminate} waits before it kills; 5 s by default. */
  public WorkerProcessBuilder grace(Duration beforeKill) {
    grace = Objects.requireNonNull(beforeKill);
    return this;
  }

  /**
   * As {@link WorkerProcess#spawn(SerRunnable)}.
   *
   * @throws IllegalArgumentException if a process with such a heap does not fit
   */
  public WorkerProcess<Void> spawn(SerRunnable code) {
    return start(Objects.requireNonNull(code));
  }

  /**
   * As {@link WorkerProcess#spawn(SerCallable)}.
   *
   * @throws IllegalArgumentException if a process with such a heap does not fit
   */
  public <T> WorkerProcess<T> spawn(SerCallable<T> code) {
    return start(Objects.requireNonNull(code));
  }

  /**
   * As {@link WorkerProcess#spawn(Class, String...)}.
   *
   * @throws IllegalArgumentException if it has no {@code main}, or a process with such a heap does
   *     not fit
   */
  public WorkerProcess<Void> spawn(Class<?> main, String... arguments) {
    return start(MainCall.of(main, List.of(arguments)));
  }

  private <T> WorkerProcess<T> start(Object code) {
    int number = SPAWNED.incrementAndGet();
    var title = name.isEmpty() ? "process-" + number : name;
    var settings = new ProcessStarter.Settings(title, daemon, heapMebibytes);
    return new WorkerProcess<>(title, grace, starter.start(settings, code));
  }
}
