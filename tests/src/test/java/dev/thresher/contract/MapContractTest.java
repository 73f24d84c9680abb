package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.DeadlineExceeded;
import dev.thresher.api.ItemsFailed;
import dev.thresher.api.MappedItem;
import dev.thresher.api.Mapping;
import dev.thresher.api.OnError;
import dev.thresher.api.Retry;
import dev.thresher.api.SerFunction;
import dev.thresher.api.TaskFailedException;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A function applied to each item of an input. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class MapContractTest extends ArmContract<Thresher> {
  MapContractTest() {
    super(Arm::thresher, 2);
  }

  private static List<Integer> numbers(int until) {
    return IntStream.range(0, until).boxed().toList();
  }

  private static int failAt(int number, int bad) {
    if (number == bad) {
      throw new IllegalStateException("no " + number);
    }
    return number;
  }

  // Static, so that the function captures the signals and not the test, which cannot travel.
  private static SerFunction<Integer, String> waitIfZero(Signal begun, Signal release) {
    return number -> {
      if (number == 0) {
        begun.raise();
        release.await();
      }
      return "r" + number;
    };
  }

  @Test
  void resultsComeInTheOrderOfTheInputWhicheverItIs() {
    var squares = numbers(1_000).stream().map(n -> n * n).toList();
    assertThat(pool.map(numbers(1_000), n -> n * n).toList()).isEqualTo(squares);
    assertThat(pool.map(numbers(1_000).iterator(), n -> n * n).toList()).isEqualTo(squares);
    assertThat(pool.map(numbers(1_000).stream(), n -> n * n).stream()).isEqualTo(squares);
    assertThat(pool.map(List.<Integer>of(), n -> n * n).toList()).isEmpty();
  }

  @Test
  void twoInputsAreReadInStepUntilTheShorterOneEnds() {
    assertThat(pool.map(List.of("a", "b", "c"), List.of(1, 2), (text, n) -> text + n).toList())
        .containsExactly("a1", "b2");
    assertThat(
            pool.map(List.of("a", "b"), List.of(1, 2), (text, n) -> text + n).sameLength().toList())
        .containsExactly("a1", "b2");
    assertThatThrownBy(() ->
            pool.map(List.of("a", "b", "c"), List.of(1, 2), (text, n) -> text + n)
                .sameLength()
                .toList())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("second input of the map ends after 2");
  }

  @Test
  void anInfiniteInputIsReadNoFurtherThanTheWindow() {
    var taken = new AtomicInteger();
    var input = Stream.iterate(0, n -> n + 1).peek(_ -> taken.incrementAndGet());
    try (var results = pool.map(input, n -> n + 1).window(7).stream()) {
      var read = results.iterator();
      for (int i = 1; i <= 100; i++) {
        assertThat(read.next()).isEqualTo(i);
        assertThat(taken.get()).isBetween(i, i + 6);
      }
    }
  }

  @Test
  void nothingIsTakenFromTheInputBeforeTheResultsAreRead() {
    var taken = new AtomicInteger();
    var input = numbers(10).stream().peek(_ -> taken.incrementAndGet());
    var map = pool.map(input, n -> n);
    assertThat(taken).hasValue(0);
    assertThat(map.toList()).hasSize(10);
  }

  @Test
  void knownBytesBoundTheWindowToo() {
    var taken = new AtomicInteger();
    var input = Stream.generate(() -> new byte[1_000]).peek(_ -> taken.incrementAndGet());
    try (var map = pool.map(input, bytes -> bytes.length).windowBytes(10_000)) {
      assertThat(map.iterator().next()).isEqualTo(1_000);
      assertThat(taken.get()).isBetween(1, 11);
    }
  }

  @Test
  void soDoTheResultsOnceOneIsThere() {
    var taken = new AtomicInteger();
    var input = Stream.iterate(0, n -> n + 1).peek(_ -> taken.incrementAndGet());
    try (var results = pool.map(input, _ -> new byte[1_000]).windowBytes(10_000).stream()) {
      var read = results.iterator();
      for (int i = 1; i <= 1_500; i++) {
        assertThat(read.next()).hasSize(1_000);
        // Where nothing limits the tasks at once, so many are begun before there is any result.
        assertThat(taken.get()).isLessThanOrEqualTo(Math.max(i + 10, 1_024));
      }
    }
  }

  @Test
  void inOrderAResultWaitsForThoseBeforeIt() throws Exception {
    var read = pool.map(numbers(3), waitIfZero(begun, release)).iterator();
    var first = new FutureTask<>(read::next);
    var reader = Thread.ofVirtual().start(first);
    begun.await();
    assertThat(first.isDone()).isFalse();
    release.raise();
    assertThat(first.get()).isEqualTo("r0");
    reader.join();
    assertThat(read.next()).isEqualTo("r1");
    assertThat(read.next()).isEqualTo("r2");
    assertThat(read.hasNext()).isFalse();
    assertThatThrownBy(read::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void asCompletedASlowItemHoldsNoneUp() {
    var read = pool.map(numbers(3), waitIfZero(begun, release)).asCompleted().chunk(1).iterator();
    assertThat(List.of(read.next(), read.next())).containsExactlyInAnyOrder("r1", "r2");
    release.raise();
    assertThat(read.next()).isEqualTo("r0");
    assertThat(read.hasNext()).isFalse();
  }

  @Test
  void aFailureIsThrownAtItsPositionAndTheRestIsCancelled() {
    var taken = new AtomicInteger();
    var input = numbers(100_000).stream().peek(_ -> taken.incrementAndGet());
    var read = pool.map(input, n -> failAt(n, 3)).iterator();
    assertThat(List.of(read.next(), read.next(), read.next())).containsExactly(0, 1, 2);
    assertThatThrownBy(read::next)
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no 3");
    assertThat(read.hasNext()).isFalse();
    assertThat(taken.get()).isLessThan(100_000);
  }

  @Test
  void failedItemsCanBeLeftOut() {
    var map = pool.map(numbers(100), n -> failAt(n % 10, 3)).onError(OnError.SKIP);
    assertThat(map.toList()).hasSize(90).doesNotContain(3);
    assertThat(map.skipped()).isEqualTo(10);
  }

  @Test
  void failedItemsCanBeToldTogetherAtTheEnd() {
    var read = pool.map(numbers(100), n -> failAt(n % 10, 3)).onError(OnError.COLLECT).iterator();
    for (int i = 0; i < 90; i++) {
      assertThat(read.next()).isNotEqualTo(3);
    }
    assertThatThrownBy(read::hasNext)
        .isInstanceOfSatisfying(
            ItemsFailed.class,
            failed -> {
              assertThat(failed.count()).isEqualTo(10);
              assertThat(failed.first()).extracting(MappedItem::index).contains(3L, 93L);
            })
        .hasMessageContaining("10 items failed, the first is item 3")
        .hasRootCauseMessage("no 3");
    assertThat(read.hasNext()).isFalse();
  }

  @Test
  void everyItemHasAnOutcomeWithItsIndexAndInput() {
    var items = pool.map(List.of("a", "bb", "ccc"), text -> failAt(text.length(), 2)).items();
    var read = items.toList();
    assertThat(read).extracting(MappedItem::index).containsExactly(0L, 1L, 2L);
    assertThat(read).extracting(MappedItem::input).containsExactly("a", "bb", "ccc");
    assertThat(read.get(0).outcome()).isEqualTo(new TaskOutcome.Completed<>(1));
    assertThat(read.get(1).outcome())
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> assertThat(failed.cause()).hasMessageContaining("no 2"));
    assertThat(read.get(2).outcome()).isEqualTo(new TaskOutcome.Completed<>(3));
  }

  private static SerFunction<Integer, Integer> failOnce(Signal failed) {
    return number -> {
      if (number == 1 && !failed.isRaised()) {
        failed.raise();
        throw new IllegalStateException("not yet");
      }
      return number;
    };
  }

  @Test
  void anItemIsTriedAgain() {
    var options = TaskOptions.DEFAULT.withRetry(Retry.upTo(2));
    var map = pool.with(options).map(numbers(3), failOnce(begun));
    assertThat(map.toList()).containsExactly(0, 1, 2);
  }

  @Test
  void anItemHasItsDeadline() {
    // Long enough for the other item, which may be the first one of its worker.
    var options = TaskOptions.DEFAULT.withDeadline(Duration.ofSeconds(1));
    var read = pool.with(options).map(numbers(2), waitIfZero(begun, release)).items().toList();
    assertThat(read.get(0).outcome()).isInstanceOf(TaskOutcome.TimedOut.class);
    assertThat(read.get(1).outcome()).isEqualTo(new TaskOutcome.Completed<>("r1"));
    assertThatThrownBy(
            () -> pool.with(options).map(numbers(1), waitIfZero(begun, release)).toList())
        .isInstanceOf(TaskTimeout.class);
  }

  @Test
  void theWholeMapHasADeadlineToo() throws Exception {
    var map = pool.map(numbers(3), waitIfZero(begun, release)).timeout(Duration.ofMillis(100));
    assertThatThrownBy(map::toList)
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessageContaining("100 ms");
  }

  @Test
  void closingInterruptsWhatRunsAndStartsNothingMore() throws Exception {
    var interrupted = signal("interrupted");
    var map = pool.map(numbers(1_000), sayIfInterrupted(begun, release, interrupted));
    var closed = new AtomicBoolean();
    var input = Stream.of(0, 1).onClose(() -> closed.set(true));
    var reading = reading(map);
    try (map) {
      begun.await();
    }
    interrupted.await();
    assertThatThrownBy(reading::get).hasCauseInstanceOf(CancellationException.class);
    pool.map(input, n -> n).close();
    assertThat(closed).isTrue();
  }

  private static <R> FutureTask<List<R>> reading(Mapping<?, R> map) {
    var reading = new FutureTask<>(map::toList);
    Thread.ofVirtual().start(reading);
    return reading;
  }

  /** A part of the results is never taken for all of them. */
  private static void endsWhole(FutureTask<List<Integer>> reading, List<Integer> whole)
      throws Exception {
    try {
      assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(whole);
    } catch (ExecutionException closed) {
      assertThat(closed)
          .cause()
          .isInstanceOfAny(CancellationException.class, IllegalStateException.class);
    }
  }

  @Test
  void anotherThreadMayCloseItAtAnyTime() throws Exception {
    for (int round = 0; round < 200; round++) {
      var map = pool.map(numbers(200), n -> n);
      var reading = reading(map.window(3 + round % 40));
      LockSupport.parkNanos(1_000L * round);
      map.close();
      endsWhole(reading, numbers(200));
    }
    assertThat(pool.map(numbers(3), n -> n + 1).toList()).containsExactly(1, 2, 3);
  }

  private static SerFunction<Integer, Integer> sayIfInterrupted(
      Signal begun, Signal release, Signal interrupted) {
    return number -> {
      if (number == 0) {
        begun.raise();
        try {
          release.await();
        } catch (InterruptedException wanted) {
          interrupted.raise();
        }
      }
      return number;
    };
  }

  @Test
  void anInterruptedReaderCancelsTheRestAndStaysInterrupted() throws Exception {
    var interrupted = signal("interrupted");
    var read = pool.map(numbers(10), sayIfInterrupted(begun, release, interrupted)).iterator();
    var reading =
        new FutureTask<>(() -> {
          assertThatThrownBy(read::next).isInstanceOf(CancellationException.class);
          return Thread.currentThread().isInterrupted();
        });
    var reader = Thread.ofPlatform().start(reading);
    begun.await();
    reader.interrupt();
    assertThat(reading.get()).isTrue();
    interrupted.await();
  }

  @Test
  void whatTheInputThrowsIsThrownByTheReader() {
    Iterator<Integer> broken = Stream.of(1, 0).map(n -> 1 / n).iterator();
    assertThatThrownBy(() -> pool.map(broken, n -> n).toList())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aShutDownExecutorRejectsWhatComesLater() {
    var read = pool.map(numbers(100_000), n -> n).window(5).iterator();
    assertThat(read.next()).isZero();
    pool.shutdown();
    assertThatThrownBy(() -> read.forEachRemaining(_ -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aReaderDoesNotHangWhenTheExecutorIsStopped() throws Exception {
    var read = pool.map(numbers(100), waitIfZero(begun, release)).iterator();
    var reading = new FutureTask<>(read::next);
    Thread.ofPlatform().start(reading);
    begun.await();
    pool.shutdownNow();
    assertThatThrownBy(
            () -> {
              reading.get();
              read.forEachRemaining(_ -> {});
            })
        .isNotNull();
  }

  @Test
  void itIsReadOnce() {
    var map = pool.map(numbers(3), n -> n);
    assertThat(map.toList()).hasSize(3);
    assertThatThrownBy(map::iterator)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call map again");
    assertThatThrownBy(() -> map.window(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void settingsAreChecked() {
    var map = pool.map(numbers(3), n -> n);
    assertThatThrownBy(() -> map.window(0)).hasMessage("window must be >= 1, but is 0");
    assertThatThrownBy(() -> map.windowBytes(0)).hasMessage("windowBytes must be >= 1, but is 0");
    assertThatThrownBy(() -> map.chunk(-1)).hasMessage("chunk must be >= 1, but is -1");
    assertThatThrownBy(() -> map.timeout(Duration.ZERO)).hasMessageContaining("must be > 0");
    assertThatThrownBy(() -> pool.map((List<Integer>) null, n -> n))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.map(numbers(3), null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void chunksGiveTheSameResults() {
    var expected = numbers(10_000).stream().map(n -> n + 1).toList();
    assertThat(pool.map(numbers(10_000), n -> n + 1).chunk(64).toList()).isEqualTo(expected);
    assertThat(pool.map(numbers(10_000), n -> n + 1).chunk(64).asCompleted().toList())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(pool.map(numbers(10_000), n -> n + 1).chunk(64).window(100).toList())
        .isEqualTo(expected);
  }

  @Test
  void inAChunkAFailureIsThatOfItsItem() {
    var map = pool.map(numbers(100), n -> failAt(n, 42)).chunk(50);
    var items = map.items().toList();
    assertThat(items).hasSize(100);
    assertThat(items)
        .filteredOn(item -> !(item.outcome() instanceof TaskOutcome.Completed))
        .singleElement()
        .satisfies(item -> assertThat(item.index()).isEqualTo(42));
  }

  @Test
  void nullIsAResultLikeAnyOther() {
    assertThat(pool.map(List.of("a", "b"), _ -> (String) null).toList())
        .containsExactly(null, null);
  }

  @Test
  void aReductionIsTheSameHoweverItIsCutIntoTasks() {
    double tree = new Tree(1_007).sum();
    for (int chunk : new int[] {1, 3, 64, 1_000}) {
      var sum =
          pool.map(LongStream.range(0, 1_007).boxed(), n -> 1.0 / (n + 1))
              .chunk(chunk)
              .reduce(Double::sum);
      assertThat(sum).as("chunks of %d", chunk).contains(tree);
    }
    assertThat(pool.mapReduce(LongStream.range(0, 1_007).boxed(), n -> 1.0 / (n + 1), Double::sum))
        .contains(tree);
  }

  /** The binary counter, in the plainest way. */
  private record Tree(int size) {
    double sum() {
      double total = 0;
      boolean isFirst = true;
      int from = 0;
      while (from < size) {
        int width = Integer.highestOneBit(size - from);
        double part = node(from, width);
        total = isFirst ? part : total + part;
        isFirst = false;
        from += width;
      }
      return total;
    }

    private static double node(int from, int width) {
      return width == 1
          ? 1.0 / (from + 1)
          : node(from, width / 2) + node(from + width / 2, width / 2);
    }
  }

  @Test
  void aReductionKeepsTheOrderOfItsOperands() {
    var letters = IntStream.range(0, 1_000).mapToObj(n -> String.valueOf((char) ('a' + n % 26)));
    var text = IntStream.range(0, 1_000).mapToObj(n -> String.valueOf((char) ('a' + n % 26)));
    assertThat(pool.map(letters, letter -> letter).reduce(String::concat))
        .contains(String.join("", text.toList()));
    assertThat(pool.reduce(List.<String>of(), String::concat)).isEmpty();
    assertThat(pool.reduce(List.of("a"), String::concat)).contains("a");
  }

  @Test
  void aReductionKeepsToThePolicyForFailures() {
    for (int chunk : new int[] {1, 16}) {
      assertThat(
              pool.map(numbers(100), n -> failAt(n, 42))
                  .chunk(chunk)
                  .onError(OnError.SKIP)
                  .reduce(Integer::sum))
          .contains(4_950 - 42);
      assertThatThrownBy(
              () -> pool.map(numbers(100), n -> failAt(n, 42)).chunk(chunk).reduce(Integer::sum))
          .isInstanceOf(TaskFailedException.class)
          .hasRootCauseMessage("no 42");
      assertThatThrownBy(() ->
              pool.map(numbers(100), n -> failAt(n % 50, 42))
                  .chunk(chunk)
                  .onError(OnError.COLLECT)
                  .reduce(Integer::sum))
          .isInstanceOfSatisfying(
              ItemsFailed.class, failed -> assertThat(failed.count()).isEqualTo(2));
      assertThatThrownBy(
              () -> pool.map(numbers(100), n -> n).chunk(chunk).reduce(MapContractTest::noSum))
          .isInstanceOf(TaskFailedException.class)
          .hasRootCauseMessage("no sum");
    }
  }

  private static int noSum(int left, int right) {
    throw new IllegalStateException("no sum");
  }

  @Test
  void aStreamCanBeGatheredThroughTheExecutor() {
    assertThat(numbers(1_000).stream().gather(pool.mapConcurrent(n -> n + 1)).toList())
        .isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
    assertThat(
            Stream.iterate(0, n -> n + 1)
                .gather(pool.mapConcurrent(4, n -> n + 1))
                .limit(10)
                .toList())
        .isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    assertThatThrownBy(
            () -> numbers(10).stream().gather(pool.mapConcurrent(n -> failAt(n, 3))).toList())
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("no 3");
  }
}
