package dev.thresher.api;

import dev.thresher.api.spi.ResultStoreProvider;
import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteProvider;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an executor, before it is opened. Without any: as many threads as this JVM may use
 * processors. To be used by one thread.
 */
public final class ThresherBuilder {
  private static final AtomicInteger OPENED = new AtomicInteger();

  private BackendKind backend = BackendKind.THREADS;
  private OptionalInt workers = OptionalInt.empty();
  private OptionalInt fewest = OptionalInt.empty();
  private Duration idleTimeout = Duration.ofSeconds(60);
  private @Nullable String name;
  private Optional<SerRunnable> initializer = Optional.empty();
  private Recycling recycling = Recycling.NEVER;
  private PlainTasks plainTasks = PlainTasks.REFUSED;
  private Executor callbacks = Thread::startVirtualThread;
  private Admission admission = Admission.UNBOUNDED;
  private Duration abandonAfter = Duration.ofSeconds(5);
  private TaskOptions options = TaskOptions.DEFAULT;
  private Optional<EngineSettings> engine = Optional.empty();
  private Optional<EngineSettings.Transport> transport = Optional.empty();
  private Optional<ClusterPlace> cluster = Optional.empty();
  private @Nullable Path results;

  ThresherBuilder() {}

  /**
   * @throws IllegalArgumentException if {@code workers < 1}
   */
  public ThresherBuilder threads(int workers) {
    return at(BackendKind.THREADS, OptionalInt.of(workers));
  }

  public ThresherBuilder threads() {
    return at(BackendKind.THREADS, OptionalInt.empty());
  }

  public ThresherBuilder virtualThreads() {
    return at(BackendKind.VIRTUAL_THREADS, OptionalInt.empty());
  }

  /**
   * @param limit tasks at once
   */
  public ThresherBuilder virtualThreads(int limit) {
    return at(BackendKind.VIRTUAL_THREADS, OptionalInt.of(limit));
  }

  public ThresherBuilder processes(int workers) {
    return at(BackendKind.PROCESSES, OptionalInt.of(workers));
  }

  public ThresherBuilder processes() {
    return at(BackendKind.PROCESSES, OptionalInt.empty());
  }

  /**
   * Worker processes on the hosts of a standing cluster; it must be there when this is opened.
   *
   * @throws IllegalArgumentException if it is no {@code HOST:PORT}
   */
  public ThresherBuilder cluster(String coordinator) {
    return cluster(ClusterPlace.at(coordinator));
  }

  /**
   * As {@link #cluster(String)}, with what is asked of its hosts. If it does not say how many
   * workers, a {@link #config file} with {@code backend = cluster} may have said it.
   */
  public ThresherBuilder cluster(ClusterPlace place) {
    var number =
        place.workers().isPresent() || backend != BackendKind.CLUSTER ? place.workers() : workers;
    return at(new PlaceName(BackendKind.CLUSTER, number, Optional.of(place)));
  }

  private ThresherBuilder at(BackendKind place, OptionalInt number) {
    return at(new PlaceName(place, number));
  }

  private ThresherBuilder at(PlaceName place) {
    backend = place.backend();
    workers = place.workers();
    cluster = place.cluster();
    return this;
  }

  /**
   * @param place {@code threads}, {@code virtual-threads} or {@code processes}, with {@code :n} for
   *     a number of workers, {@code cluster:HOST:PORT}, or the path of a {@link #config file} that
   *     ends with {@code .conf}
   * @throws IllegalArgumentException if it is none of these
   */
  public ThresherBuilder place(String place) {
    if (place.endsWith(ExecutorFiles.ENDING)) {
      return config(Path.of(place));
    }
    return at(PlaceName.of(place));
  }

  /**
   * Takes over what the file says: place, workers, name, settings of the engine, and what tasks
   * have if {@link Thresher#with} does not say otherwise. What is called later goes before it. Its
   * keys are those of workload files; {@code docs/java-api.md} lists them.
   *
   * @throws IllegalArgumentException if it cannot be read; the message has a line for each mistake
   */
  public ThresherBuilder config(Path file) {
    var contents = ExecutorFiles.read(file);
    at(contents.backend(), contents.workers());
    contents.name().ifPresent(this::name);
    engine = Optional.of(contents.engine());
    transport = Optional.empty();
    return options(contents.options());
  }

  /** What tasks have if {@link Thresher#with} does not say otherwise. */
  public ThresherBuilder options(TaskOptions ofTasks) {
    options = Objects.requireNonNull(ofTasks);
    return this;
  }

  /** Names of workers begin with it: {@code crunch} gives {@code crunch-1}, {@code crunch-2}, … */
  public ThresherBuilder name(String prefix) {
    name = Objects.requireNonNull(prefix);
    return this;
  }

  /**
   * An elastic executor: workers above {@code fewest} end when they have had nothing to do for so
   * long.
   */
  public ThresherBuilder elastic(int fewest, Duration idleTimeout) {
    if (fewest < 0) {
      throw new IllegalArgumentException("fewest workers must be >= 0, but are " + fewest);
    }
    this.fewest = OptionalInt.of(fewest);
    this.idleTimeout = idleTimeout;
    return this;
  }

  /**
   * Runs once in each worker before its first task, again in each that replaces one. If it throws,
   * it is tried twice more, after pauses; if it fails for good, this executor alone ends: see
   * {@link InitializerFailure}.
   */
  public ThresherBuilder initializer(SerRunnable code) {
    initializer = Optional.of(code);
    return this;
  }

  public ThresherBuilder recycling(Recycling when) {
    recycling = Objects.requireNonNull(when);
    return this;
  }

  /**
   * On processes, what becomes of tasks that do not claim to be serialisable; refused by default.
   */
  public ThresherBuilder plainTasks(PlainTasks where) {
    plainTasks = Objects.requireNonNull(where);
    return this;
  }

  /**
   * On processes, what carries tasks to them and results back; {@link Transport#DIRECT} unless
   * told.
   */
  public ThresherBuilder transport(Transport by) {
    transport = Optional.of(by.setting());
    return this;
  }

  /**
   * At most so many tasks wait for their start; unbounded otherwise.
   *
   * @throws IllegalArgumentException if {@code tasks < 1}
   */
  public ThresherBuilder queueBound(int tasks, WhenFull whenFull) {
    if (tasks < 1) {
      throw new IllegalArgumentException("the bound of a queue must be >= 1, but is " + tasks);
    }
    admission = new Admission.Bounded(tasks, whenFull);
    return this;
  }

  /**
   * Where functions given to futures as stages run, and callbacks. A virtual thread for each by
   * default; {@code Runnable::run} runs them where the future completes, which holds a worker up.
   */
  public ThresherBuilder callbacks(Executor executor) {
    callbacks = Objects.requireNonNull(executor);
    return this;
  }

  /**
   * A durable executor: results are written into this directory, each before its future completes,
   * and a later executor that is opened on the same directory does not run those tasks again: their
   * futures complete at submission, with {@code attempt} of 0 in their status. So a program that
   * was killed is started again and goes on where it was. Failures are not kept.
   *
   * <p>A task is the same if it calls the same code with equal arguments, as they are written down:
   * the code is the task's class and all that it names, directly or indirectly, without the JDK. So
   * tasks and results must be able to travel on every backend. Of equal tasks the first one
   * submitted gets the first one's result, and so on. What is only given to {@code execute} is run
   * each time. Items of a map travel one by one.
   *
   * @param directory is made if it is missing; belongs to one executor at a time, until that is
   *     closed or {@code awaitTermination} has said that it is over
   */
  public ThresherBuilder durable(Path directory) {
    results = Objects.requireNonNull(directory);
    return this;
  }

  /**
   * How long a task may go on after its deadline, or a cancellation on processes, and an interrupt
   * before its worker is replaced; 5 s by default. A process is ended then, a thread is left to
   * itself.
   */
  public ThresherBuilder abandonAfter(Duration grace) {
    abandonAfter = grace;
    return this;
  }

  /**
   * @throws IllegalArgumentException if this machine or release cannot, or the directory of a
   *     durable executor cannot be used; the message says why and what to do
   */
  public Thresher open() {
    int number = OPENED.incrementAndGet();
    var title = name == null ? "thresher-" + number : name;
    var settings =
        new SiteSettings(
            backend,
            title,
            workers,
            fewest,
            idleTimeout,
            abandonAfter,
            initializer,
            recycling,
            plainTasks,
            engine,
            transport,
            cluster);
    var store = results == null ? null : ResultStoreProvider.installed().open(title, results);
    try {
      var state =
          new ExecutorState(
              title, backend, site(settings), callbacks, admission, abandonAfter, store);
      return new Thresher(state, options);
    } catch (Throwable refused) {
      if (store != null) {
        store.close();
      }
      throw refused;
    }
  }

  private static Site site(SiteSettings settings) {
    return ServiceLoader.load(SiteProvider.class, Thresher.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.backends().contains(settings.backend()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(missing(settings.backend())))
        .open(settings);
  }

  private static String missing(BackendKind backend) {
    return "this release cannot run tasks of a Java program on "
        + backend.keyword()
        + "; choose threads or virtual-threads";
  }
}
