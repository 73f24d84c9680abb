package dev.thresher.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A function that is to be applied to each item of an input, each on a worker: {@link
 * Thresher#map}.
 *
 * {@snippet :
 * for (var thumbnail : pool.map(photos, Photos::shrink)) { ... }
 * var best = pool.map(starts, start -> climb(start)).onError(OnError.SKIP).stream().max(byHeight);
 * }
 *
 * <p><b>Lazy.</b> Nothing is taken from the input before the results are read, and then no more
 * than fits into a window of items that are under way or wait to be read. So the input may be
 * infinite, and memory is bounded. The reading thread alone touches the input; whatever that throws
 * is thrown by the reader, and the rest is cancelled.
 *
 * <p><b>Order.</b> Results come in the order of the input, or {@link #asCompleted}.
 *
 * <p><b>Chunks.</b> On worker processes items travel together, as many as take some 20 ms; when
 * they turn out to take longer, what has not begun goes out again. An item whose worker dies, or
 * whose result cannot travel, takes nothing else with it. On threads and virtual threads each item
 * is a task of its own, as functions may wait for each other there. {@link #chunk} chooses
 * otherwise. With options that have a deadline, retries or {@code idempotent = false} each item
 * goes alone.
 *
 * <p><b>Guarantee.</b> Each item ends once, in one {@link TaskOutcome}. Its function runs once, or
 * again after the loss of a worker or of a chunk's result, as {@link TaskOptions#idempotent}
 * allows.
 *
 * <p>To be read once, by one thread at a time, by one of {@link #iterator}, {@link #stream}, {@link
 * #items}, {@link #publisher}, {@link #toList}, {@link #forEach} or {@link #reduce}; a second time
 * throws {@code IllegalStateException}. A reader that stops early leaves at most a window of tasks,
 * which end for nobody; {@link #close}, or that of the stream, cancels them, from any thread.
 */
public final class Mapping<A, R> implements Iterable<R>, AutoCloseable {
  private final ExecutorState owner;
  private final TaskOptions options;
  private final Function<MapSettings, Iterator<? extends A>> input;
  private final SerFunction<? super A, ? extends R> function;
  private final Runnable closeInput;
  private MapSettings settings = MapSettings.DEFAULT;
  private volatile boolean isRead;
  private volatile boolean isClosed;
  private volatile @Nullable Runnable stop;
  private volatile @Nullable MapFailures failures;

  Mapping(
      ExecutorState owner,
      TaskOptions options,
      Function<MapSettings, Iterator<? extends A>> input,
      SerFunction<? super A, ? extends R> function,
      Runnable closeInput) {
    this.owner = owner;
    this.options = options;
    this.input = input;
    this.function = function;
    this.closeInput = closeInput;
  }

  /** Results come as tasks end, instead of in the order of the input. */
  public Mapping<A, R> asCompleted() {
    return set(settings.asCompleted());
  }

  /**
   * At most so many items have been taken from the input and not yet been read. Without it some
   * hundred; on processes a few chunks for each worker.
   *
   * @throws IllegalArgumentException if {@code items < 1}
   */
  public Mapping<A, R> window(int items) {
    return set(settings.withWindow(items));
  }

  /**
   * No further item is taken from the input while those that have been taken and not yet been read
   * have so many bytes or more; 64 MiB without it. Counted are the items themselves and, by the
   * size of those before them, their results, if they are strings, buffers or arrays of primitives;
   * the sizes of others are not known.
   *
   * @throws IllegalArgumentException if {@code bytes < 1}
   */
  public Mapping<A, R> windowBytes(long bytes) {
    return set(settings.withWindowBytes(bytes));
  }

  /**
   * So many items make one task and run one after the other in the same worker. On threads, quicker
   * for functions of a few microseconds; the functions must not wait for each other then.
   *
   * @param items 1 lets each go alone
   * @throws IllegalArgumentException if {@code items < 1}
   */
  public Mapping<A, R> chunk(int items) {
    return set(settings.withChunk(items));
  }

  /** What a failed item does to the whole; {@link OnError#FAIL_FAST} without it. */
  public Mapping<A, R> onError(OnError policy) {
    return set(settings.with(policy));
  }

  /**
   * For the whole map, counted from the beginning of reading: then the rest is cancelled and the
   * reader gets a {@link DeadlineExceeded}. That of a single item is a {@link
   * TaskOptions#deadline}.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Mapping<A, R> timeout(Duration limit) {
    return set(settings.withTimeout(limit));
  }

  /**
   * Of two inputs: they must have the same length, or reading ends with an {@code
   * IllegalArgumentException}. Without it the shorter one says where the map ends.
   */
  public Mapping<A, R> sameLength() {
    return set(settings.withSameLength());
  }

  private Mapping<A, R> set(MapSettings other) {
    mustBeUnread();
    settings = other;
    return this;
  }

  private void mustBeUnread() {
    if (isRead) {
      throw new IllegalStateException("this map is being read or has been; call map again");
    }
  }

  private MapRun<A, R> begin(MapSettings chosen) {
    var items = open();
    var begun = new MapRun<A, R>(items, new MapWindow<>(owner, options, function, chosen));
    closingStops(begun::close);
    return begun;
  }

  // Another thread may have closed it meanwhile: one of the two sees what the other has written.
  private void closingStops(Runnable reading) {
    stop = reading;
    if (isClosed) {
      reading.run();
    }
  }

  private Iterator<? extends A> open() {
    mustBeUnread();
    isRead = true;
    return input.apply(settings);
  }

  private MapFailures watchFailures() {
    var begun = new MapFailures(settings.onError());
    failures = begun;
    return begun;
  }

  private MapValues<R> results() {
    return new MapValues<>(begin(settings), watchFailures());
  }

  /**
   * The results. {@code next} and {@code hasNext} wait, and throw in place of a failed item what
   * {@link TaskOutcome#value} throws, or as {@link OnError} says; {@code CancellationException} if
   * the thread is interrupted, which then stays interrupted; {@code RejectedExecutionException} if
   * the executor is shut down; {@link DeadlineExceeded}.
   */
  @Override
  public Iterator<R> iterator() {
    return results();
  }

  /**
   * The results as a sequential stream; throws as {@link #iterator}. Closing it cancels the rest.
   */
  public Stream<R> stream() {
    return stream(results());
  }

  /**
   * How each item ended, with its index and input; throws nothing for failed items, whatever the
   * policy. Closing it cancels the rest.
   */
  public Stream<MappedItem<A, R>> items() {
    return stream(begin(settings.with(OnError.SKIP)));
  }

  private <T> Stream<T> stream(Iterator<T> of) {
    int ordered = settings.isOrdered() ? Spliterator.ORDERED : 0;
    var spliterator = Spliterators.spliteratorUnknownSize(of, ordered);
    return StreamSupport.stream(spliterator, false).onClose(this::close);
  }

  /** All results; throws as {@link #iterator}, and cancels the rest then. */
  public List<R> toList() {
    var all = new ArrayList<R>();
    forEach(all::add);
    return all;
  }

  /** Throws as {@link #iterator}; however it ends, nothing of the map goes on running. */
  @Override
  public void forEach(Consumer<? super R> action) {
    try (this) {
      results().forEachRemaining(action);
    }
  }

  /**
   * The results, for one subscriber: its methods are called one after the other on a virtual thread
   * of its own, and no more items are under way than a window beyond what was asked for. A failure
   * ends it with {@code onError}, and what {@link #iterator} would throw; {@code cancel} cancels
   * the rest. A result that is null ends it with a {@code NullPointerException}, as {@code Flow}
   * has no null.
   */
  public Flow.Publisher<R> publisher() {
    return new ResultPublisher<>(this::iterator, this::close);
  }

  /**
   * Combines all results into one, on the workers, over a binary tree whose shape depends on the
   * number of items alone: the result is the same to the last bit on every backend and in every
   * run, and the same that a workload file with {@code reduce} gives. Items that fail under {@link
   * OnError#SKIP} are left out. A combination that throws fails the whole.
   *
   * <p>On processes one worker applies the function and combines what it got; only partial results
   * travel. Throws as {@link #iterator}.
   *
   * @return empty if there is no result
   */
  public Optional<R> reduce(SerBinaryOperator<R> operator) {
    try (this) {
      var reduction = reduction(Objects.requireNonNull(operator));
      closingStops(reduction::close);
      return reduction.result();
    }
  }

  private Reduction<R> reduction(SerBinaryOperator<R> operator) {
    boolean isChunked = MapWindow.isChunked(owner, options, settings);
    var told = watchFailures();
    if (isChunked) {
      return Reduction.ofItems(owner, options, settings, open(), function, operator, told);
    }
    var results = new TreeResults(begin(settings.inOrder()), told);
    return Reduction.ofResults(owner, options, settings, results, operator, told);
  }

  /** Items that have been left out so far, as {@link OnError} says. Any thread may ask. */
  public long skipped() {
    var read = failures;
    return read == null ? 0 : read.count();
  }

  /**
   * Interrupts what runs of the map and cancels what has not started; does not wait. Any thread may
   * close it: one that still reads gets a {@code CancellationException} in place of what is left.
   * An input that is a stream is closed, too.
   */
  @Override
  public void close() {
    isRead = true;
    isClosed = true;
    var reading = stop;
    if (reading != null) {
      reading.run();
    }
    closeInput.run();
  }
}
