package dev.thresher.documentation;

import static dev.thresher.api.CancelLevel.FORCE;
import static dev.thresher.api.OnError.SKIP;
import static dev.thresher.api.ReturnWhen.FIRST_COMPLETED;
import static dev.thresher.api.TaskOptions.DEFAULT;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.Futures;
import dev.thresher.api.Recycling;
import dev.thresher.api.SerBiFunction;
import dev.thresher.api.SerFunction;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.Thresher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our lines of docs/coming-from-python.md, as {@link DocumentationTest} finds them here. */
@Timeout(60)
class ComingFromPythonTest {
  private static final List<Integer> xs = List.of(1, 2, 3);
  private static final List<Integer> ys = List.of(4, 5, 6);
  private static final int x = 3;
  private static final int y = 5;
  private static final Duration timeout = ofSeconds(30);

  private final SerFunction<Integer, Integer> f = n -> n * n;
  private final Thresher pool = Thresher.threads(2);

  private static int f(int one, int other) {
    return one * other;
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void opening() {
    try (var pool = Thresher.threads(8)) {}
    try (var pool = Thresher.threads()) {
      assertThat(pool.workers())
          .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
    var began = new CountDownLatch(1);
    SerRunnable init = began::countDown;
    try (var crunch = Thresher.builder().threads(8).name("crunch").initializer(init).open()) {
      assertThat(crunch.submit(() -> Thread.currentThread().getName()).join())
          .startsWith("crunch-");
      assertThat(began.getCount()).isZero();
    }
    for (var builder :
        List.of(
            Thresher.builder().threads(8).elastic(1, ofSeconds(30)),
            Thresher.builder().threads(8).recycling(Recycling.afterTasks(100)))) {
      try (var opened = builder.open()) {
        assertThat(opened.submit(f, x).join()).isEqualTo(9);
      }
    }
    try (var opened = Thresher.open("threads")) {
      assertThat(opened.submit(f, x).join()).isEqualTo(9);
    }
  }

  @Test
  void workerProcesses() throws Exception {
    int n = 2;
    try (var pool = Thresher.processes(n)) {
      var future =
          pool.submit(() -> {
            Thread.sleep(600_000);
            return 1;
          });
      while (future.status().phase() != TaskPhase.RUNNING) {
        Thread.sleep(5);
      }
      var name = future.status().place().orElseThrow().worker();
      assertThat(pool.killWorker(name)).isTrue();
      var _ = pool.drainWorker(name); // it may be being replaced
      assertThat(future.cancel(FORCE)).isTrue();
      assertThat(pool.map(xs, SQUARE).toList()).containsExactly(1, 4, 9);
    }
  }

  private static final SerFunction<Integer, Integer> SQUARE = number -> number * number;

  /** The same, with as many workers as the page has; compiled, as they would be too many here. */
  static List<Thresher> many() {
    return List.of(Thresher.processes(8), Thresher.open("processes"));
  }

  @Test
  void submitting() throws Exception {
    var options = DEFAULT.withPriority(1);
    assertThat(pool.submit(f, x).get()).isEqualTo(9);
    assertThat(pool.submit(() -> f(x, y)).get()).isEqualTo(15);
    assertThat(pool.with(options).submit(f, x).get()).isEqualTo(9);
    var told = new ArrayBlockingQueue<TaskFuture<? extends Integer>>(1);
    Consumer<TaskFuture<? extends Integer>> g = told::add;
    pool.submit(f, x).onDone(g);
    assertThat(told.take().resultNow()).isEqualTo(9);
  }

  @Test
  void mapping() {
    var limit = ofSeconds(30);
    for (var mapped :
        List.of(
            pool.map(xs, f),
            pool.map(xs, f).timeout(ofSeconds(60)),
            pool.with(DEFAULT.withDeadline(limit)).map(xs, f),
            pool.map(xs, f).chunk(100),
            pool.map(xs, f).window(100).windowBytes(1 << 20),
            pool.map(xs, f).onError(SKIP))) {
      assertThat(mapped.toList()).containsExactly(1, 4, 9);
    }
    assertThat(pool.map(xs, f).toList()).containsExactly(1, 4, 9);
    assertThat(pool.map(xs, f).items()).hasSize(3);
    assertThat(pool.map(xs, f).asCompleted().toList()).containsExactlyInAnyOrder(1, 4, 9);
    record Two(int x, int y) {}
    var pairs = List.of(new Two(2, 3), new Two(4, 5));
    assertThat(pool.map(pairs, pair -> f(pair.x(), pair.y())).toList()).containsExactly(6, 20);
  }

  @Test
  void mappingTwoInputs() {
    SerBiFunction<Integer, Integer, Integer> f = (one, other) -> one * other;
    assertThat(pool.map(xs, ys, f).toList()).containsExactly(4, 10, 18);
    assertThatThrownBy(() -> pool.map(xs, List.of(1), f).sameLength().toList())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void publishing() throws Exception {
    var arrived = new CompletableFuture<Integer>();
    Flow.Publisher<Integer> publisher = pool.map(xs, f).publisher();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(Integer item) {
            arrived.complete(item);
          }

          @Override
          public void onError(Throwable failed) {
            arrived.completeExceptionally(failed);
          }

          @Override
          public void onComplete() {}
        });
    assertThat(arrived.get(30, SECONDS)).isEqualTo(1);
  }

  @Test
  void asking() throws Exception {
    var future = pool.submit(f, x);
    assertThat(future.get(5, SECONDS)).isEqualTo(9);
    assertThat(future.isDone()).isTrue();
    assertThat(future.status().phase()).isEqualTo(TaskPhase.COMPLETED);
    assertThat(future.outcome()).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(future.copy().join()).isEqualTo(9);
    assertThatThrownBy(() -> future.complete(1)).isInstanceOf(UnsupportedOperationException.class);
    var told = new CountDownLatch(1);
    {
      Consumer<TaskFuture<? extends Integer>> f = _ -> told.countDown();
      future.onDone(f);
    }
    told.await();
    assertThat(future.cancel(true)).isFalse();
    var failed = failing();
    assertThat(failed).isInstanceOf(IllegalStateException.class);
  }

  private Throwable failing() throws InterruptedException {
    var future =
        pool.submit(() -> {
          if (x > 0) {
            throw new IllegalStateException();
          }
          return 1;
        });
    while (!future.isDone()) {
      Thread.sleep(1);
    }
    return future.exceptionNow();
  }

  @Test
  void waiting() throws Exception {
    var fs = List.of(pool.submit(f, x), pool.submit(f, y));
    var first = Futures.wait(fs, FIRST_COMPLETED, ofSeconds(5));
    assertThat(first.done().size() + first.notDone().size()).isEqualTo(2);
    assertThat(Futures.asCompleted(fs, ofSeconds(5))).hasSize(2);
  }

  @Test
  void ending() throws Exception {
    pool.shutdown();
    assertThat(pool.drain(timeout)).isTrue();
    assertThat(pool.shutdownNow()).isEmpty();
  }
}
