package dev.thresher.api;

import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.Job;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ExecutorService} whose tasks run on threads, on virtual threads or in worker processes;
 * one line chooses.
 *
 * {@snippet :
 * try (var pool = Thresher.threads(8)) {        // or virtualThreads(), processes(8)
 *   TaskFuture<Integer> length = pool.submit(() -> text.length());
 *   System.out.println(length.get());
 * }
 * }
 *
 * <p>The contract of {@link ExecutorService} holds to the letter, memory effects included. On
 * threads and virtual threads tasks share the caller's objects, and may capture locks and latches.
 * On processes a task, its argument and its result are copied, so they must be serialisable; a
 * lambda is by itself if the variable has this type, for {@code submit} then takes it for a {@link
 * SerCallable}. {@code submit} never blocks and takes as many tasks as there is memory for, unless
 * {@link ThresherBuilder#queueBound} says otherwise. Whatever keeps a task from being taken on is
 * the cause of the {@code RejectedExecutionException}, a {@link ThresherException}.
 *
 * <p>A task may submit tasks to its own executor and wait for their futures, however few workers
 * there are.
 */
public final class Thresher implements ExecutorService {
  private final ExecutorState state;
  private final TaskOptions options;

  Thresher(ExecutorState state, TaskOptions options) {
    this.state = state;
    this.options = options;
  }

  /**
   * @param workers threads of this JVM, as in {@code Executors.newFixedThreadPool}
   * @throws IllegalArgumentException if {@code workers < 1}
   */
  public static Thresher threads(int workers) {
    return builder().threads(workers).open();
  }

  /** As many threads as this JVM may use processors. */
  public static Thresher threads() {
    return builder().threads().open();
  }

  /** A virtual thread for each task, all at once, as {@code newVirtualThreadPerTaskExecutor}. */
  public static Thresher virtualThreads() {
    return builder().virtualThreads().open();
  }

  /**
   * @param workers processes on this host
   * @throws IllegalArgumentException if {@code workers < 1}, or this machine cannot
   */
  public static Thresher processes(int workers) {
    return builder().processes(workers).open();
  }

  /** As many worker processes as this JVM may use processors. */
  public static Thresher processes() {
    return builder().processes().open();
  }

  /**
   * @param place {@code threads}, {@code virtual-threads} or {@code processes}, with {@code :n} for
   *     a number of workers, or the path of a {@link #fromConfig file} that ends with {@code .conf}
   * @throws IllegalArgumentException if it is none of these
   */
  public static Thresher open(String place) {
    return builder().place(place).open();
  }

  /**
   * As the file says: see {@link ThresherBuilder#config}.
   *
   * @throws IllegalArgumentException if it cannot be read; the message has a line for each mistake,
   *     with its file and line
   */
  public static Thresher fromConfig(Path file) {
    return builder().config(file).open();
  }

  public static ThresherBuilder builder() {
    return new ThresherBuilder();
  }

  /**
   * Measures where the function runs best: on one thread, on several, on virtual threads, in worker
   * processes. Each place, an executor that stays open, is given all inputs time and again, in
   * turns, for some 10 s; results must be equal everywhere.
   *
   * {@snippet :
   * var comparison = Thresher.compare(Photos::shrink, photos);
   * System.out.println(comparison);
   * var pool = Thresher.open(comparison.choice().orElse("threads"));
   * }
   *
   * <p>Give it as many inputs as stand for your work; if they take too long, a part is drawn. The
   * function runs many times for each input, so it must bear that.
   *
   * @throws IllegalArgumentException if there are no inputs, or this machine cannot
   * @throws InterruptedException if the calling thread is interrupted; nothing goes on then
   */
  public static <A, R> Comparison compare(
      SerFunction<? super A, ? extends R> function, Iterable<? extends A> inputs)
      throws InterruptedException {
    return comparison().<A, R>compare(function, inputs);
  }

  /** For other places, or another budget than {@link #compare} has. */
  public static ComparisonBuilder comparison() {
    return new ComparisonBuilder();
  }

  /**
   * The same executor for tasks with these options: {@code
   * pool.with(DEFAULT.withDeadline(ofSeconds(2))).submit(...)}. Shut down together; this view need
   * not be closed. {@code pool.with(pool.options().withPriority(1))} keeps what was said before.
   */
  public Thresher with(TaskOptions other) {
    return new Thresher(state, Objects.requireNonNull(other));
  }

  /** What the tasks of this executor, or this view of it, have. */
  public TaskOptions options() {
    return options;
  }

  /** The name that its workers' names begin with. */
  public String name() {
    return state.name();
  }

  @Override
  public <T> TaskFuture<T> submit(Callable<T> task) {
    return submitted(Objects.requireNonNull(task));
  }

  /** As {@link #submit(Callable)}; a lambda or method reference binds to this one. */
  public <T> TaskFuture<T> submit(SerCallable<T> task) {
    return submitted(Objects.requireNonNull(task));
  }

  @Override
  public TaskFuture<?> submit(Runnable task) {
    return submitted(new Call.OfRunnable(Objects.requireNonNull(task), null));
  }

  /** As {@link #submit(Runnable)}; a lambda or method reference binds to this one. */
  public TaskFuture<?> submit(SerRunnable task) {
    return submit((Runnable) task);
  }

  @Override
  public <T> TaskFuture<T> submit(Runnable task, T result) {
    return submitted(new Call.OfRunnable(Objects.requireNonNull(task), result));
  }

  /** As {@link #submit(Runnable, Object)}; the result stays in this JVM. */
  public <T> TaskFuture<T> submit(SerRunnable task, T result) {
    return submit((Runnable) task, result);
  }

  /** Applies the function to the argument. */
  @SuppressWarnings("unchecked")
  public <A, R> TaskFuture<R> submit(SerFunction<? super A, ? extends R> function, A argument) {
    Objects.requireNonNull(function);
    return submitted(new Call.OfFunction((SerFunction<Object, Object>) function, argument));
  }

  /**
   * Applies the function to each item, each on a worker, with the options of this executor's view.
   * Nothing happens before the results are read. A lambda or method reference is a {@link
   * SerFunction} by itself; of a {@code java.util.function.Function} take {@code function::apply}.
   */
  public <A, R> Mapping<A, R> map(
      Iterable<? extends A> items, SerFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(items);
    return mapping(_ -> items.iterator(), function, () -> {});
  }

  /** As {@link #map(Iterable, SerFunction)}; reads the iterator from the thread that reads. */
  public <A, R> Mapping<A, R> map(
      Iterator<? extends A> items, SerFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(items);
    return mapping(_ -> items, function, () -> {});
  }

  /**
   * As {@link #map(Iterable, SerFunction)}; reads the stream sequentially, and closes it when the
   * map is closed.
   */
  public <A, R> Mapping<A, R> map(
      Stream<? extends A> items, SerFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(items);
    return mapping(_ -> items.sequential().iterator(), function, items::close);
  }

  /**
   * Applies the function to the first items of both inputs, to the second ones, and so on; ends
   * with the shorter input, see {@link Mapping#sameLength}. A stream is an {@code Iterable} as
   * {@code stream::iterator}.
   */
  public <A, B, R> Mapping<Pair<A, B>, R> map(
      Iterable<? extends A> first,
      Iterable<? extends B> second,
      SerBiFunction<? super A, ? super B, ? extends R> function) {
    Objects.requireNonNull(first);
    Objects.requireNonNull(second);
    var ofPair = new ZippedFunction<A, B, R>(Objects.requireNonNull(function));
    return mapping(
        settings -> new Zip<A, B>(first.iterator(), second.iterator(), settings.isSameLength()),
        ofPair,
        () -> {});
  }

  private <A, R> Mapping<A, R> mapping(
      Function<MapSettings, Iterator<? extends A>> input,
      SerFunction<? super A, ? extends R> function,
      Runnable closeInput) {
    Objects.requireNonNull(function);
    return new Mapping<>(state, options, input, function, closeInput);
  }

  /**
   * {@code map(items, function).reduce(operator)}: see {@link Mapping#reduce}.
   *
   * @return empty if there are no items
   */
  public <A, R> Optional<R> mapReduce(
      Iterable<? extends A> items,
      SerFunction<? super A, ? extends R> function,
      SerBinaryOperator<R> operator) {
    return this.<A, R>map(items, function).reduce(operator);
  }

  /** As {@link #mapReduce(Iterable, SerFunction, SerBinaryOperator)}; closes the stream. */
  public <A, R> Optional<R> mapReduce(
      Stream<? extends A> items,
      SerFunction<? super A, ? extends R> function,
      SerBinaryOperator<R> operator) {
    return this.<A, R>map(items, function).reduce(operator);
  }

  /** Combines the items themselves: see {@link Mapping#reduce}. */
  public <T> Optional<T> reduce(Iterable<? extends T> items, SerBinaryOperator<T> operator) {
    return this.<T, T>map(items, item -> item).reduce(operator);
  }

  /**
   * For {@code stream.gather(...)}, as {@code Gatherers.mapConcurrent}: in the order of the stream,
   * a bounded number of items at once. A failed item ends the stream with what {@link
   * TaskOutcome#value} throws, and cancels the rest.
   */
  public <A, R> Gatherer<A, ?, R> mapConcurrent(SerFunction<? super A, ? extends R> function) {
    return gatherer(function, MapSettings.DEFAULT);
  }

  /**
   * As {@link #mapConcurrent(SerFunction)}.
   *
   * @param maxConcurrency most items that have been taken from the stream and not been handed on
   * @throws IllegalArgumentException if it is less than 1
   */
  public <A, R> Gatherer<A, ?, R> mapConcurrent(
      int maxConcurrency, SerFunction<? super A, ? extends R> function) {
    return gatherer(function, MapSettings.DEFAULT.withWindow(maxConcurrency));
  }

  private <A, R> Gatherer<A, ?, R> gatherer(
      SerFunction<? super A, ? extends R> function, MapSettings settings) {
    Objects.requireNonNull(function);
    return Gatherer.<A, Gathering<A, R>, R>ofSequential(
        () -> new Gathering<>(new MapWindow<>(state, options, function, settings)),
        Gatherer.Integrator.ofGreedy(Gathering::integrate),
        Gathering::finish);
  }

  private <T> TaskFuture<T> submitted(Object code) {
    var task = new SubmittedTask<T>(state, options, code);
    state.submit(task);
    return task;
  }

  /**
   * Runs it without a future: what it throws goes to the handler of uncaught exceptions of the
   * worker's thread, on processes to the log.
   */
  @Override
  public void execute(Runnable task) {
    state.submit(new ExecutedRunnable(state, options, Objects.requireNonNull(task)));
  }

  /** As {@link #execute(Runnable)}; a lambda or method reference binds to this one. */
  public void execute(SerRunnable task) {
    execute((Runnable) task);
  }

  @Override
  public <T> List<java.util.concurrent.Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return new Invocation<T>(this).all(tasks);
  }

  @Override
  public <T> List<java.util.concurrent.Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return new Invocation<T>(this).all(tasks, unit.toNanos(timeout));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return new Invocation<T>(this).any(tasks);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return new Invocation<T>(this).any(tasks, unit.toNanos(timeout));
  }

  @Override
  public void shutdown() {
    state.site().shutdown();
  }

  /**
   * Interrupts what runs and returns what has not started: the very objects given to {@code
   * execute}, and the futures of {@code submit}. As in the JDK those futures end only if you run
   * them or cancel them; {@link #drain} cancels them.
   */
  @Override
  public List<Runnable> shutdownNow() {
    return state.site().shutdownNow().stream().<Runnable>map(Thresher::withdrawn).toList();
  }

  private static Runnable withdrawn(Job job) {
    return switch (job) {
      case SubmittedTask<?> task -> {
        task.withdraw();
        yield task;
      }
      case ExecutedRunnable task -> task.code();
      default -> job;
    };
  }

  /**
   * Takes nothing more on and waits for what was taken on; when the time is up, cancels what is
   * left.
   *
   * @return whether everything ended by itself
   */
  public boolean drain(java.time.Duration timeout) throws InterruptedException {
    shutdown();
    if (awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    stop();
    return false;
  }

  private void stop() {
    for (var task : shutdownNow()) {
      if (task instanceof TaskFuture<?> future) {
        future.cancel(false);
      }
    }
  }

  @Override
  public boolean isShutdown() {
    return state.site().isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return state.site().isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    boolean isOver = state.site().awaitTermination(timeout, unit);
    if (isOver) {
      state.closeResults();
    }
    return isOver;
  }

  /**
   * Waits until everything that was taken on has ended. If the waiting thread is interrupted, stops
   * what runs, cancels what has not started, and goes on waiting.
   *
   * @throws IllegalStateException if a task of this executor calls it: it would wait for itself
   */
  @Override
  public void close() {
    var seat = dev.thresher.api.spi.Seat.current();
    if (seat != null && seat.isAt(state.site())) {
      throw new IllegalStateException(
          "a task of " + this + " closes it, and would wait for itself");
    }
    shutdown();
    boolean interrupted = false;
    while (!isTerminated()) {
      try {
        awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException impatient) {
        interrupted = true;
        stop();
      }
    }
    state.closeResults();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The workers as they are now; none on virtual threads without a limit. */
  public List<WorkerInfo> workers() {
    return state.site().workers();
  }

  /**
   * Replaces one worker when what it runs is through.
   *
   * @param worker its name, as {@link #workers} gives it
   * @return false if there is no such worker
   */
  public boolean drainWorker(String worker) {
    return state.site().drain(worker);
  }

  /**
   * Ends one worker process at once and replaces it. What it ran starts again elsewhere.
   *
   * @return false if there is no such worker
   * @throws UnsupportedOperationException if workers are threads
   */
  public boolean killWorker(String worker) {
    return state.site().kill(worker);
  }

  /** Name, place and state, for messages. */
  @Override
  public String toString() {
    var condition = isTerminated() ? "terminated" : isShutdown() ? "shutting down" : "running";
    return state.name() + " (" + state.backend().keyword() + ", " + condition + ")";
  }

  @Nullable Object identity() {
    return state;
  }
}
