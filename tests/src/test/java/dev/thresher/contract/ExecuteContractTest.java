package dev.thresher.contract;

import static dev.thresher.contract.Signal.action;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks whose result nobody asks for, on threads that one task leaves to the next. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#threadPools")
@Timeout(60)
class ExecuteContractTest {
  @Parameter Arm arm;

  @Test
  void whatItThrowsReachesTheHandlerOfTheThreadAndTheExecutorGoesOn() throws Exception {
    try (var pool = arm.open(1)) {
      var seen = new FutureTask<>(() -> "handled");
      pool.submit(action(() -> Thread.currentThread().setUncaughtExceptionHandler(running(seen))))
          .get();
      pool.execute(() -> {
        throw new IllegalStateException("nobody asks for my result");
      });
      assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("handled");
      assertThat(pool.submit(task(() -> "alive")).get()).isEqualTo("alive");
    }
  }

  private static Thread.UncaughtExceptionHandler running(Runnable handler) {
    return (_, thrown) -> {
      if (thrown instanceof IllegalStateException) {
        handler.run();
      }
    };
  }
}
