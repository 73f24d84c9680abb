package dev.thresher.contract;

import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.Retry;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.Thresher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** The log context of whoever submits is that of the task, wherever it runs. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class LogContextContractTest extends ArmContract<Thresher> {
  LogContextContractTest() {
    super(Arm::thresher, 1);
  }

  @AfterEach
  void clear() {
    MDC.clear();
  }

  private static String request() {
    return String.valueOf(MDC.get("request"));
  }

  @Test
  void itGoesWithTasksAndIsGoneForTheNext() throws Exception {
    MDC.put("request", "17");
    var plain = pool.submit(task(LogContextContractTest::request));
    var applied = pool.submit(text -> text + request(), "request ");
    MDC.clear();
    var next = pool.submit(task(LogContextContractTest::request));
    assertThat(plain.get()).isEqualTo("17");
    assertThat(applied.get()).isEqualTo("request 17");
    assertThat(next.get()).isEqualTo("null");
  }

  @Test
  void itGoesWithEachItemOfAMap() {
    MDC.put("request", "17");
    assertThat(pool.map(List.of(1, 2, 3), n -> n + request()).toList())
        .containsExactly("117", "217", "317");
    assertThat(
            pool.with(TaskOptions.DEFAULT.withDeadline(Duration.ofMinutes(1)))
                .map(List.of(1), n -> n + request())
                .toList())
        .containsExactly("117");
  }

  private static String failOnce(Signal failed) throws IOException {
    if (failed.isRaised()) {
      return request();
    }
    MDC.put("request", "of the first attempt");
    failed.raise();
    throw new IOException("the first time");
  }

  @Test
  void itIsTheSameForEveryAttempt() throws Exception {
    var failed = signal("failed");
    MDC.put("request", "17");
    var retrying =
        pool.with(
            TaskOptions.DEFAULT.withRetry(
                Retry.upTo(2).withBackoff(Duration.ZERO, 1, Duration.ZERO)));
    var future = retrying.submit(() -> failOnce(failed));
    MDC.clear();
    assertThat(future.get()).isEqualTo("17");
  }

  @Test
  void whatATaskPutsThereStaysThere() throws Exception {
    MDC.put("request", "17");
    pool.submit(
            task(() -> {
              MDC.put("request", "18");
              return null;
            }))
        .get();
    assertThat(MDC.get("request")).isEqualTo("17");
    MDC.clear();
    assertThat(pool.submit(task(LogContextContractTest::request)).get()).isEqualTo("null");
  }

  private static Object fail() throws IOException {
    throw new IOException("no such device");
  }

  @Test
  void fromAProcessItComesBackWithTheFailure() {
    if (!arm.copies) {
      return; // there a failure is the very object, and its log the caller's own
    }
    MDC.put("request", "17");
    var future = pool.submit(LogContextContractTest::fail);
    assertThatThrownBy(future::get)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .satisfies(thrown ->
            assertThat(thrown.getSuppressed()[0])
                .hasMessageContaining("log context: {request=17}"));
  }

  @Test
  void whatCannotTravelIsToldWithTheSamePathAsWithout() {
    if (!arm.copies) {
      return;
    }
    var lock = new Object();
    var without = refusal(lock);
    MDC.put("request", "17");
    assertThat(refusal(lock)).isEqualTo(without).doesNotContain("InContext");
  }

  private String refusal(Object lock) {
    try {
      pool.submit(() -> lock.hashCode());
      throw new AssertionError("it was taken on");
    } catch (java.util.concurrent.RejectedExecutionException refused) {
      return ((SerializationFailure) refused.getCause()).path() + refused.getMessage();
    }
  }
}
