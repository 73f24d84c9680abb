package dev.thresher.api;

import dev.thresher.api.TreeWork.Absent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Combines the results of a map on the workers. For one thread, but for {@link #close}. */
final class Reduction<R> {
  /** Combined by one task where the function's results are there already. */
  private static final int RESULTS = 64;

  private final MapWindow<TreeWork, TreeWork.Done> window;
  private final Blocks blocks;
  private final ChunkSize size;
  private final MapFailures failures;
  private final TreeNodes nodes = new TreeNodes();

  private Reduction(
      MapWindow<TreeWork, TreeWork.Done> window,
      Blocks blocks,
      ChunkSize size,
      MapFailures failures) {
    this.window = window;
    this.blocks = blocks;
    this.size = size;
    this.failures = failures;
  }

  /** Workers apply the function to blocks of items, and combine what it gives. */
  static <A, R> Reduction<R> ofItems(
      ExecutorState owner,
      TaskOptions options,
      MapSettings settings,
      Iterator<? extends A> items,
      SerFunction<? super A, ? extends R> function,
      SerBinaryOperator<R> operator,
      MapFailures failures) {
    int most = Limits.of(owner.site().width(), settings, true).chunk();
    var size = new ChunkSize(settings.chunk(), most);
    return of(owner, options, settings, items, function, operator, failures, size);
  }

  /** The function has been applied already: workers combine its results. */
  static <R> Reduction<R> ofResults(
      ExecutorState owner,
      TaskOptions options,
      MapSettings settings,
      Iterator<@Nullable Object> results,
      SerBinaryOperator<R> operator,
      MapFailures failures) {
    var size = new ChunkSize(OptionalInt.of(RESULTS), RESULTS);
    return of(owner, options, settings, results, same -> same, operator, failures, size);
  }

  @SuppressWarnings("unchecked")
  private static <R> Reduction<R> of(
      ExecutorState owner,
      TaskOptions options,
      MapSettings settings,
      Iterator<?> input,
      SerFunction<?, ?> function,
      SerBinaryOperator<R> operator,
      MapFailures failures,
      ChunkSize size) {
    boolean stops = settings.onError() == OnError.FAIL_FAST;
    var each = new ChunkFunction((SerFunction<Object, Object>) function, size.budgetNanos(), stops);
    var work = new TreeFunction(each, (SerBinaryOperator<Object>) (SerBinaryOperator<?>) operator);
    var window =
        new MapWindow<TreeWork, TreeWork.Done>(
            owner.withoutResults(),
            TaskOptions.DEFAULT.withPriority(options.priority()),
            work,
            settings.ofTreeWork(Limits.of(owner.site().width(), settings, true).tasks()));
    return new Reduction<>(window, new Blocks(input, size), size, failures);
  }

  @SuppressWarnings("unchecked")
  Optional<R> result() {
    try {
      workOff();
      for (var next = nodes.rest(); next.isPresent(); next = nodes.rest()) {
        window.add(next.get());
        workOff();
      }
    } catch (Throwable broken) {
      window.close();
      throw broken;
    }
    failures.tellCollected();
    var root = nodes.root();
    return root == Absent.VALUE ? Optional.empty() : Optional.of((R) nonNull(root));
  }

  /** Interrupts what runs; {@link #result} throws. Any thread may call it. */
  void close() {
    window.close();
  }

  private static Object nonNull(@Nullable Object root) {
    if (root == null) {
      throw new NullPointerException("the operator of the reduction gave null");
    }
    return root;
  }

  private void workOff() {
    boolean isOver = false;
    while (true) {
      while (!isOver && window.hasRoom()) {
        var block = blocks.next();
        isOver = block == null;
        if (block != null) {
          window.add(block);
        }
      }
      var ended = window.take();
      if (ended == null) {
        return;
      }
      switch (ended.outcome()) {
        case TaskOutcome.Completed<TreeWork.Done>(var done) when done != null ->
            done(ended.input(), done);
        case TaskOutcome<TreeWork.Done> other -> failed(ended.input(), other);
      }
    }
  }

  private void done(TreeWork work, TreeWork.Done done) {
    if (done.combining() != null) {
      var here = TaskOrigin.of(Places.of(Thread.currentThread()), 1);
      throw new TaskFailedException(done.combining(), here);
    }
    if (work instanceof TreeWork.Block(long from, var items)) {
      for (var failure : done.failures()) {
        tell(from + failure.index(), items[failure.index()], failure.thrown());
      }
      size.measured(done.done(), done.nanos());
      var rest = Arrays.copyOfRange(items, done.done(), items.length);
      sendAgain(from + done.done(), rest, size.size());
    }
    done.nodes().forEach(this::put);
  }

  @SuppressWarnings("NullAway") // whether null is an item is between the input and the function
  private void tell(long index, @Nullable Object item, Throwable thrown) {
    var origin = TaskOrigin.of(Places.of(Thread.currentThread()), 1);
    failures.add(new MappedItem<>(index, item, new TaskOutcome.Failed<>(thrown, origin)));
  }

  private void put(TreeWork.Node node) {
    nodes.put(node).ifPresent(window::add);
  }

  private void sendAgain(long from, @Nullable Object[] items, int most) {
    TreeFunction.pieces(from, items, most).forEach(window::add);
  }

  /** The end of a block is told of none of its items: each is tried by itself. */
  private void failed(TreeWork work, TaskOutcome<TreeWork.Done> outcome) {
    switch (work) {
      case TreeWork.Block(long from, var items) when items.length > 1 -> sendAgain(from, items, 1);
      case TreeWork.Block(long from, var items) -> {
        failures.add(new MappedItem<>(from, items[0], outcome));
        put(new TreeWork.Node(0, from, Absent.VALUE));
      }
      case TreeWork.Merge _ -> throw MapFailures.thrown(outcome);
    }
  }
}
