package dev.thresher.api;

import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteProvider;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.model.BackendKind;
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
  private Executor callbacks = Thread::startVirtualThread;
  private Admission admission = Admission.UNBOUNDED;
  private Duration abandonAfter = Duration.ofSeconds(5);

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

  private ThresherBuilder at(BackendKind place, OptionalInt number) {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "workers of " + place.keyword() + " must be >= 1, but are " + number.getAsInt());
    }
    backend = place;
    workers = number;
    return this;
  }

  /**
   * @param place {@code threads}, {@code virtual-threads} or {@code processes}, with {@code :n} for
   *     a number of workers
   * @throws IllegalArgumentException if it is none of these
   */
  public ThresherBuilder place(String place) {
    var parts = place.split(":", 2);
    var kind = BackendKind.of(parts[0].strip()).orElseThrow(() -> unknown(place));
    return at(
        kind, parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(count(place, parts[1])));
  }

  private static int count(String place, String number) {
    try {
      return Integer.parseInt(number.strip());
    } catch (NumberFormatException none) {
      throw unknown(place);
    }
  }

  private static IllegalArgumentException unknown(String place) {
    return new IllegalArgumentException(
        "'"
            + place
            + "' is no place for tasks; write threads, virtual-threads or processes, with :n for a"
            + " number of workers");
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
   * How long a task on a thread may go on after its deadline and an interrupt before its worker is
   * replaced; 5 s by default.
   */
  public ThresherBuilder abandonAfter(Duration grace) {
    abandonAfter = grace;
    return this;
  }

  /**
   * @throws IllegalArgumentException if this machine or release cannot; the message says why and
   *     what to do
   */
  public Thresher open() {
    int number = OPENED.incrementAndGet();
    var title = name == null ? "thresher-" + number : name;
    var settings =
        new SiteSettings(backend, title, workers, fewest, idleTimeout, initializer, recycling);
    var state =
        new ExecutorState(title, backend, site(settings), callbacks, admission, abandonAfter);
    return new Thresher(state, TaskOptions.DEFAULT);
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
