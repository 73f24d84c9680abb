package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that share objects with their caller: what they see of them, and who waits for whom. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#sharing")
class SharedMemoryContractTest extends ArmContract<ExecutorService> {
  SharedMemoryContractTest() {
    super(Arm::open, 4);
  }

  private static final class Plain {
    int value;
  }

  @Test
  void aTaskSeesWhatWasWrittenBeforeItsSubmission() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      var box = new Plain();
      box.value = i;
      assertThat(pool.submit(() -> box.value).get()).isEqualTo(i);
    }
  }

  @Test
  void whoeverGetsTheResultSeesWhatTheTaskWrote() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      var box = new Plain();
      int number = i;
      pool.submit(() -> box.value = number).get();
      assertThat(box.value).isEqualTo(i);
    }
  }

  @Test
  void whoeverSeesTheFutureDoneSeesWhatTheTaskWrote() {
    for (int i = 1; i <= 2_000; i++) {
      var box = new Plain();
      int number = i;
      var future = pool.submit(() -> box.value = number);
      while (!future.isDone()) {
        Thread.onSpinWait();
      }
      assertThat(box.value).isEqualTo(i);
    }
  }

  @Test
  void afterTerminationEverythingIsSeen() throws Exception {
    var boxes = IntStream.range(0, 500).mapToObj(_ -> new Plain()).toList();
    boxes.forEach(box -> pool.execute(() -> box.value = 7));
    pool.shutdown();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(boxes).allMatch(box -> box.value == 7);
  }

  @Test
  void theVeryObjectsComeBack() throws Exception {
    var given = new Object();
    assertThat(pool.submit(() -> given).get()).isSameAs(given);
    var thrown = new Exception("mine");
    Future<Object> failed =
        pool.submit(
            (Callable<Object>)
                () -> {
                  throw thrown;
                });
    assertThatThrownBy(failed::get).cause().isSameAs(thrown);
    assertThat(failed.exceptionNow()).isSameAs(thrown);
  }

  @Test
  void asManyTasksRunAtOnceAsThereAreWorkers() throws Exception {
    var meeting = new CyclicBarrier(4);
    var futures = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 4; i++) {
      futures.add(pool.submit(() -> meeting.await(20, TimeUnit.SECONDS)));
    }
    for (var future : futures) {
      assertThat(future.get()).isBetween(0, 3);
    }
  }

  @Test
  void twoTasksThatWaitForEachOtherDoNotStandBehindEachOther() throws Exception {
    for (int round = 0; round < 200; round++) {
      var one = new CountDownLatch(1);
      var other = new CountDownLatch(1);
      var first = pool.submit(() -> meet(one, other));
      var second = pool.submit(() -> meet(other, one));
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }
  }

  private static boolean meet(CountDownLatch mine, CountDownLatch theirs)
      throws InterruptedException {
    mine.countDown();
    return theirs.await(20, TimeUnit.SECONDS);
  }

  @Test
  void aCompletionServiceHandsOutWhatIsDoneFirst() throws Exception {
    var service = new ExecutorCompletionService<String>(pool);
    var release = new CountDownLatch(1);
    service.submit(() -> {
      release.await();
      return "second";
    });
    service.submit(() -> "first");
    assertThat(service.take().get()).isEqualTo("first");
    assertThat(service.poll()).isNull();
    release.countDown();
    assertThat(service.take().get()).isEqualTo("second");
  }

  @Test
  void aCompletionServiceHandsOutEachTaskOnce() throws Exception {
    var service = new ExecutorCompletionService<Integer>(pool);
    IntStream.range(0, 300).forEach(i -> service.submit(() -> i));
    var seen = new ArrayList<Integer>();
    for (int i = 0; i < 300; i++) {
      seen.add(service.take().get());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 300).boxed().toList());
    assertThat(service.poll()).isNull();
  }

  @Test
  void invokeAllStartsAllOfThem() throws Exception {
    var meeting = new CyclicBarrier(4);
    Callable<Integer> task = () -> meeting.await(20, TimeUnit.SECONDS);
    assertThat(pool.invokeAll(List.of(task, task, task, task)))
        .extracting(Future::resultNow)
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }
}
