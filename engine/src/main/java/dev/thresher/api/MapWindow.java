package dev.thresher.api;

import dev.thresher.api.spi.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the input of a map and its reader: a bounded number of items that have been
 * submitted and not been read. For one thread at a time, but for {@link #close}.
 *
 * <p>On worker processes items travel in chunks, as each way there costs more than most functions.
 * On threads each item is a task of its own, unless the caller asks for chunks: there functions may
 * wait for each other, and two that do must not stand in one line.
 */
final class MapWindow<A, R> {
  private static final long CHUNK_BYTES = 1L << 20;

  /** So long the items of a chunk may wait for the input to give more. */
  private static final long FILL_NANOS = 5_000_000;

  private final ExecutorState owner;
  private final TaskOptions options;
  private final SerFunction<Object, Object> function;
  private final MapSettings settings;
  private final Lane lane;
  private final Limits limits;
  private final @Nullable SerFunction<Object, Object> chunkFunction;
  private final ChunkSize chunk;
  private final long deadline;
  private final ResultSizes results = new ResultSizes();
  private final List<@Nullable Object> making = new ArrayList<>();
  private long makingBytes;
  private long makingSince;
  private long added;
  private long taken;
  private long bytes;
  private int tasks;
  private @Nullable EndedItems current;
  private @Nullable RejectedExecutionException refusal;

  @SuppressWarnings("unchecked")
  MapWindow(
      ExecutorState owner,
      TaskOptions options,
      SerFunction<? super A, ? extends R> function,
      MapSettings settings) {
    this.owner = owner;
    this.options = options;
    this.function = (SerFunction<Object, Object>) function;
    this.settings = settings;
    this.lane = Lane.of(settings.isOrdered());
    boolean isChunked = isChunked(owner, options, settings);
    this.limits = Limits.of(owner.site().width(), settings, isChunked);
    this.chunk = new ChunkSize(settings.chunk(), limits.chunk());
    this.chunkFunction = isChunked ? chunkFunction() : null;
    this.deadline =
        settings.timeout().map(limit -> System.nanoTime() + limit.toNanos()).orElse(Lane.FOREVER);
  }

  /**
   * Whether items travel together. What is stopped, tried again, started once or written down by
   * itself never does.
   */
  static boolean isChunked(ExecutorState owner, TaskOptions options, MapSettings settings) {
    boolean isAlone =
        options.deadline().isPresent()
            || options.retry().maxAttempts() > 1
            || !options.idempotent()
            || owner.results() != null;
    boolean isWanted =
        settings.chunk().isPresent() ? settings.chunk().getAsInt() > 1 : owner.copies();
    return isWanted && !isAlone;
  }

  @SuppressWarnings("unchecked")
  private SerFunction<Object, Object> chunkFunction() {
    var each =
        new ChunkFunction(function, chunk.budgetNanos(), settings.onError() == OnError.FAIL_FAST);
    return (SerFunction<Object, Object>) (SerFunction<?, ?>) new PackedChunk(each);
  }

  /** Whether another item may be taken from the input. */
  boolean hasRoom() {
    long open = added - taken;
    return refusal == null
        && tasks < limits.tasks()
        && open < (results.isKnown() ? limits.items() : limits.atFirst())
        && (bytes + open * results.ofOne() < limits.bytes() || open == 0);
  }

  /** Takes one item in; it may wait here for others to travel with. */
  void add(A item) {
    long size = KnownSize.of(item);
    bytes += size;
    added++;
    if (chunkFunction == null) {
      send(added - 1, new @Nullable Object[] {item}, size);
      return;
    }
    if (making.isEmpty()) {
      makingSince = System.nanoTime();
    }
    making.add(item);
    makingBytes += size;
    flushIfComplete();
  }

  private void flushIfComplete() {
    if (making.size() >= chunk.size()
        || makingBytes + making.size() * results.ofOne() >= CHUNK_BYTES) {
      flush();
    } else if (!chunk.isFixed() && isTimeToLook() && System.nanoTime() - makingSince > FILL_NANOS) {
      chunk.limitedBy(making.size());
      flush();
    }
  }

  // A look at the clock takes as long as a tiny item: after 1, 2, 4 … 64 items, then after each 64.
  private boolean isTimeToLook() {
    int items = making.size();
    return (items & Math.min(items - 1, 63)) == 0;
  }

  /** Sends what waits for company. */
  void flush() {
    if (!making.isEmpty()) {
      send(added - making.size(), making.toArray(), makingBytes);
      making.clear();
      makingBytes = 0;
    }
  }

  private void send(long from, @Nullable Object[] items, long size) {
    var task = submitted(from, items, size, chunkFunction != null);
    if (task != null) {
      lane.add(task);
      tasks++;
    }
  }

  /** Null if the executor takes nothing on any more. */
  private @Nullable MappedTask submitted(
      long from, @Nullable Object[] items, long size, boolean isChunk) {
    var call =
        isChunk && chunkFunction != null
            ? new Call.OfFunction(chunkFunction, items)
            : new Call.OfFunction(function, items[0]);
    var task = new MappedTask(owner, options, call, from, items, size, isChunk, results);
    try {
      owner.submitInTurn(task);
    } catch (RejectedExecutionException refused) {
      if (!(refused.getCause() instanceof SerializationFailure cause)) {
        refusal = refused;
        return null;
      }
      task.refuse(cause);
    }
    return task;
  }

  /** Whether {@link #take} would not wait. */
  boolean isReady() {
    return (current != null && current.hasNext()) || lane.isReady();
  }

  /**
   * The next item that has ended; waits for it.
   *
   * @return null if there is none left of those that were added
   * @throws RejectedExecutionException in place of an item that the executor did not take on
   * @throws DeadlineExceeded if the time of the map is up; the rest has been cancelled
   * @throws CancellationException if it is closed by another thread, or if the calling thread is
   *     interrupted; the rest has been cancelled, and the thread stays interrupted
   */
  @Nullable MappedItem<A, R> take() {
    while (current == null || !current.hasNext()) {
      leave();
      flush();
      var task = await();
      if (task == null) {
        mustBeWhole();
        return null;
      }
      open(task);
    }
    taken++;
    MappedItem<A, R> item = current.next();
    if (item.outcome() instanceof TaskOutcome.Completed<R>(var value)) {
      results.read(value);
    }
    return item;
  }

  // Whoever reads to the end must be able to rely on having read all.
  private void mustBeWhole() {
    if (refusal != null) {
      throw refusal;
    }
    if (lane.isClosed()) {
      throw new CancellationException("the map was closed while it was read");
    }
  }

  private void leave() {
    if (current != null) {
      bytes -= current.task().bytes();
      tasks--;
      current = null;
    }
  }

  private @Nullable MappedTask await() {
    try {
      return lane.take(deadline);
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread that reads the map was interrupted");
    } catch (TimeoutException late) {
      close();
      throw DeadlineExceeded.ofMap(settings.timeout().orElseThrow(), taken);
    }
  }

  private void open(MappedTask task) {
    var ended = EndedItems.of(task);
    current = ended;
    if (!task.isChunk()) {
      return;
    }
    ended.chunk().ifPresent(done -> chunk.measured(done.values().length, done.nanos()));
    sendAgain(ended, ended.chunk().isPresent() ? chunk.size() : 1, ended.chunk().isPresent());
  }

  /** What the task has not done goes out again, in pieces. */
  private void sendAgain(EndedItems ended, int size, boolean asChunks) {
    var rest = ended.rest();
    var pieces = new ArrayList<MappedTask>();
    for (int at = 0; at < rest.length; at += size) {
      var items = java.util.Arrays.copyOfRange(rest, at, Math.min(rest.length, at + size));
      // Their bytes are still counted with the first one's, until that is read.
      var piece = submitted(ended.restFrom() + at, items, 0, asChunks);
      if (piece != null) {
        pieces.add(piece);
      }
    }
    tasks += pieces.size();
    lane.replace(pieces);
  }

  /** Interrupts what runs; the rest never starts. Any thread may call it, at any time. */
  void close() {
    lane.close();
  }
}
