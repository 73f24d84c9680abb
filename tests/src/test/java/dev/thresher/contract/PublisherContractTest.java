package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.TaskFailedException;
import dev.thresher.api.Thresher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Results as a {@code Flow.Publisher}: the rules of Reactive Streams. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class PublisherContractTest extends ArmContract<Thresher> {
  PublisherContractTest() {
    super(Arm::thresher, 2);
  }

  private final Probe probe = new Probe();

  /** Writes down what it is told; {@code done} and {@code failed} come last. */
  private static final class Probe implements Flow.Subscriber<Integer> {
    final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicBoolean overlapped = new AtomicBoolean();

    Flow.Subscription subscription() throws InterruptedException {
      return (Flow.Subscription) next();
    }

    Object next() throws InterruptedException {
      var signal = told.poll(20, TimeUnit.SECONDS);
      assertThat(signal).as("a signal").isNotNull();
      return signal;
    }

    private void tell(Object signal) {
      overlapped.compareAndSet(false, inside.getAndIncrement() > 0);
      told.add(signal);
      inside.getAndDecrement();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      tell(subscription);
    }

    @Override
    public void onNext(Integer item) {
      tell(item);
    }

    @Override
    public void onError(Throwable failure) {
      tell(failure);
    }

    @Override
    public void onComplete() {
      tell("complete");
    }
  }

  private Flow.Publisher<Integer> squares(int until) {
    return pool.map(IntStream.range(0, until).boxed(), n -> n * n).publisher();
  }

  @Test
  void itGivesWhatIsAskedForAndThenCompletesWithoutFurtherDemand() throws Exception {
    squares(3).subscribe(probe);
    var subscription = probe.subscription();
    assertThat(probe.told.poll(50, TimeUnit.MILLISECONDS)).as("before any demand").isNull();
    subscription.request(1);
    assertThat(probe.next()).isEqualTo(0);
    assertThat(probe.told.poll(50, TimeUnit.MILLISECONDS)).as("beyond the demand").isNull();
    subscription.request(2);
    assertThat(probe.next()).isEqualTo(1);
    assertThat(probe.next()).isEqualTo(4);
    assertThat(probe.next()).isEqualTo("complete");
  }

  @Test
  void unboundedDemandGivesEverythingOneAfterTheOther() throws Exception {
    squares(1_000).subscribe(probe);
    var subscription = probe.subscription();
    subscription.request(Long.MAX_VALUE);
    subscription.request(Long.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      assertThat(probe.next()).isEqualTo(i * i);
    }
    assertThat(probe.next()).isEqualTo("complete");
    assertThat(probe.overlapped).isFalse();
  }

  @Test
  void demandMayComeFromWithinOnNext() throws Exception {
    var got = new LinkedBlockingQueue<Integer>();
    squares(10_000)
        .subscribe(
            new Flow.Subscriber<>() {
              private Flow.Subscription subscription;

              @Override
              public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
              }

              @Override
              public void onNext(Integer item) {
                got.add(item);
                subscription.request(1);
              }

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {
                got.add(-1);
              }
            });
    Awaitility.await().until(() -> got.contains(-1));
    assertThat(got).hasSize(10_001);
  }

  @Test
  void aDemandOfNothingIsAnError() throws Exception {
    squares(3).subscribe(probe);
    probe.subscription().request(0);
    assertThat(probe.next()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureEndsIt() throws Exception {
    pool.map(List.of(1, 0, 1), n -> 6 / n).publisher().subscribe(probe);
    probe.subscription().request(10);
    assertThat(probe.next()).isEqualTo(6);
    assertThat(probe.next()).isInstanceOf(TaskFailedException.class);
  }

  @Test
  void afterACancellationNothingMoreIsTakenAndTheInputIsClosed() throws Exception {
    var closed = new AtomicBoolean();
    var taken = new AtomicInteger();
    var input =
        Stream.iterate(0, n -> n + 1)
            .peek(_ -> taken.incrementAndGet())
            .onClose(() -> closed.set(true));
    pool.map(input, n -> n).window(3).publisher().subscribe(probe);
    var subscription = probe.subscription();
    subscription.request(2);
    probe.next();
    probe.next();
    subscription.cancel();
    subscription.cancel();
    Awaitility.await().untilTrue(closed);
    assertThat(taken.get()).isLessThanOrEqualTo(6);
    assertThat(probe.told).isEmpty();
  }

  @Test
  void onlyOneMaySubscribe() throws Exception {
    var publisher = squares(3);
    publisher.subscribe(probe);
    var late = new Probe();
    publisher.subscribe(late);
    late.subscription().request(1);
    assertThat(late.next()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    probe.subscription().request(5);
    var rest = new ArrayList<>(List.of(probe.next(), probe.next(), probe.next(), probe.next()));
    assertThat(rest).containsExactly(0, 1, 4, "complete");
  }
}
