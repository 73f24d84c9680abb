package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.Comparison.State;
import dev.thresher.api.Thresher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function on several places in turns, and which of them is said to be the best. */
@Timeout(60)
class ComparisonContractTest {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final Duration SHORT = Duration.ofMillis(1_500);

  private static List<Integer> numbers(int until) {
    return IntStream.range(0, until).boxed().toList();
  }

  private static int wait(int n) throws InterruptedException {
    Thread.sleep(5);
    return n;
  }

  private static int square(int n) {
    return n * n;
  }

  private static int fail(int n) {
    throw new IllegalStateException("no " + n);
  }

  @Test
  void whatWaitsIsFasterWhereAllWaitAtOnce() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "virtual-threads")
            .budget(SHORT)
            .compare(ComparisonContractTest::wait, numbers(10));
    assertThat(comparison.choice()).contains("virtual-threads");
    assertThat(comparison.clear()).isTrue();
    assertThat(comparison.verdict()).startsWith("choose virtual-threads: ");
    assertThat(comparison.inputs()).isEqualTo(10);
    var slow = comparison.arms().getFirst();
    assertThat(slow.time().orElseThrow().median()).isGreaterThan(Duration.ofMillis(45));
    assertThat(slow.toBest().orElseThrow()).isGreaterThan(2);
    assertThat(slow.passes()).isNotEmpty();
    assertThat(comparison.toString()).contains("threads:1  ", "\nchoose virtual-threads: ");
  }

  @Test
  void theSamePlaceTwiceHasNoWinner() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "threads:1")
            .budget(Duration.ofMillis(600))
            .compare(ComparisonContractTest::wait, numbers(4));
    assertThat(comparison.clear()).isFalse();
    assertThat(comparison.choice()).contains("threads:1");
  }

  @Test
  void workerProcessesComputeTheSameAndTinyFunctionsStayOnThreads() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "processes:1")
            .budget(Duration.ofSeconds(20)) // it ends much earlier
            .compare(ComparisonContractTest::square, numbers(50));
    assertThat(comparison.choice()).contains("threads:1");
    var processes = comparison.arms().getLast();
    assertThat(processes.failure()).isEmpty();
    assertThat(processes.time()).isPresent();
    assertThat(processes.start()).isGreaterThan(Duration.ofMillis(100));
    assertThat(comparison.changes()).anyMatch(change -> change.contains("waits for its start"));
  }

  @Test
  void differentResultsAreNoComparison() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "threads:2")
            .budget(SHORT)
            .compare(_ -> CALLS.incrementAndGet(), numbers(3));
    assertThat(comparison.choice()).isEmpty();
    assertThat(comparison.verdict()).startsWith("results differ: input 0 gives ");
  }

  @Test
  void aFunctionThatFailsEverywhereHasNoPlace() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "virtual-threads")
            .budget(SHORT)
            .compare(ComparisonContractTest::fail, numbers(3));
    assertThat(comparison.choice()).isEmpty();
    assertThat(comparison.arms())
        .allSatisfy(arm -> {
          assertThat(arm.state()).isEqualTo(State.FAILED);
          assertThat(arm.failure()).contains("IllegalStateException: no ");
        });
  }

  @Test
  void ofInputsThatTakeTooLongAPartIsDrawn() throws InterruptedException {
    var comparison =
        Thresher.comparison()
            .places("threads:1", "threads:2")
            .budget(SHORT)
            .compare(ComparisonContractTest::wait, numbers(10_000));
    assertThat(comparison.inputs()).isBetween(2, 500);
    assertThat(comparison.ofInputs()).isEqualTo(10_000);
    assertThat(comparison.choice()).contains("threads:2");
  }

  @Test
  void anInterruptEndsIt() throws InterruptedException {
    var wasInterrupted = new AtomicBoolean();
    var asking =
        new Thread(() -> {
          try {
            Thresher.comparison()
                .places("threads:1")
                .budget(Duration.ofMinutes(10))
                .compare(ComparisonContractTest::wait, numbers(100));
          } catch (InterruptedException expected) {
            wasInterrupted.set(true);
          }
        });
    asking.start();
    Thread.sleep(100);
    asking.interrupt();
    assertThat(asking.join(Duration.ofSeconds(20))).isTrue();
    assertThat(wasInterrupted).isTrue();
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    var builder = Thresher.comparison();
    assertThatThrownBy(() -> builder.compare(ComparisonContractTest::square, List.of()))
        .hasMessageContaining("no inputs");
    assertThatThrownBy(() -> builder.places("cluster")).hasMessageContaining("this machine");
    assertThatThrownBy(() -> builder.places("threads:0")).hasMessageContaining(">= 1");
    assertThatThrownBy(() -> builder.places()).hasMessageContaining("at least one place");
    assertThatThrownBy(() -> builder.budget(Duration.ZERO)).hasMessageContaining("100 ms");
  }
}
