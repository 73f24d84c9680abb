package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.Thresher;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What has ended keeps nothing alive: neither the future, nor the executor, nor its workers. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#oursSharing")
class ReleaseContractTest extends ArmContract<Thresher> {
  ReleaseContractTest() {
    super(Arm::thresher, 1);
  }

  /** Something that can be seen to be collected. */
  private static final class Captured {
    final byte[] weight = new byte[1 << 16];

    int size() {
      return weight.length;
    }
  }

  private static void assertCollected(List<? extends WeakReference<?>> references) {
    Awaitility.await()
        .until(() -> {
          System.gc();
          return references.stream().allMatch(reference -> reference.get() == null);
        });
  }

  private static WeakReference<Captured> watched(Captured captured) {
    return new WeakReference<>(captured);
  }

  private Future<Integer> submit(List<WeakReference<Captured>> watched) {
    var captured = new Captured();
    watched.add(watched(captured));
    return pool.submit((Callable<Integer>) captured::size);
  }

  @Test
  void aFutureThatIsHeldKeepsNothingThatItsTaskCaptured() throws Exception {
    var watched = new ArrayList<WeakReference<Captured>>();
    var futures = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 20; i++) {
      futures.add(submit(watched));
    }
    for (var future : futures) {
      assertThat(future.get()).isEqualTo(1 << 16);
    }
    assertCollected(watched);
    assertThat(futures).allMatch(Future::isDone);
  }

  @Test
  void aTaskThatFailedIsReleasedToo() {
    var watched = new ArrayList<WeakReference<Captured>>();
    var future = fail(watched);
    Awaitility.await().until(future::isDone);
    assertCollected(watched);
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
  }

  private Future<Object> fail(List<WeakReference<Captured>> watched) {
    var captured = new Captured();
    watched.add(watched(captured));
    return pool.submit(
        (Callable<Object>)
            () -> {
              throw new IllegalStateException("with " + captured.size());
            });
  }

  @Test
  void whatWasCancelledWhileItWaitedIsReleasedAtOnce() throws Exception {
    var occupied = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var holder =
        pool.submit(
            (Callable<Object>)
                () -> {
                  occupied.countDown();
                  end.await();
                  return null;
                });
    occupied.await();
    var watched = new ArrayList<WeakReference<Captured>>();
    var waiting = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 20; i++) {
      var future = submit(watched);
      waiting.add(future);
      future.cancel(true);
    }
    assertCollected(watched);
    assertThat(waiting).allMatch(Future::isDone);
    end.countDown();
    holder.get();
  }

  @Test
  void aResultGoesWithItsFuture() throws Exception {
    var watched = new ArrayList<WeakReference<Captured>>();
    for (int i = 0; i < 20; i++) {
      watched.add(watched(pool.submit(Captured::new).get()));
    }
    assertCollected(watched);
    assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
  }

  @Test
  void aMapKeepsNothingThatHasBeenRead() {
    var watched = new ArrayList<WeakReference<Captured>>();
    var inputs =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> {
              var captured = new Captured();
              watched.add(watched(captured));
              return captured;
            });
    try (var map = pool.map(inputs, Captured::size).window(4)) {
      var read = map.iterator();
      for (int i = 0; i < 500; i++) {
        read.next();
      }
      assertCollected(watched.subList(0, 490));
      assertThat(read.hasNext()).isTrue();
    }
  }

  @Test
  void anExecutorIsReleasedWhenItHasEnded() throws Exception {
    var reference = new AtomicReference<WeakReference<Thresher>>();
    openAndClose(reference);
    assertCollected(List.of(reference.get()));
    assertThat(reference.get().get()).isNull();
  }

  private void openAndClose(AtomicReference<WeakReference<Thresher>> reference) throws Exception {
    try (var other = arm.thresher(2)) {
      assertThat(other.submit(() -> 1).get()).isEqualTo(1);
      reference.set(new WeakReference<>(other));
    } catch (CancellationException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
