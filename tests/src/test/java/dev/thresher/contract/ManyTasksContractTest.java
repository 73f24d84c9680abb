package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors without a limit: whatever is submitted starts. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#unlimited")
class ManyTasksContractTest extends ArmContract<ExecutorService> {
  private static final int MANY = 1_000;

  ManyTasksContractTest() {
    super(Arm::open, 1);
  }

  @Test
  void aThousandTasksThatWaitForEachOtherAllStart() throws Exception {
    var started = new CountDownLatch(MANY);
    var futures = new ArrayList<Future<Boolean>>();
    for (int i = 0; i < MANY; i++) {
      futures.add(pool.submit(arrive(started)));
    }
    for (var future : futures) {
      assertThat(future.get()).isTrue();
    }
  }

  private static Callable<Boolean> arrive(CountDownLatch started) {
    return () -> {
      started.countDown();
      return started.await(20, TimeUnit.SECONDS);
    };
  }

  @Test
  void soDoAThousandThatWaitForOneOfTheirOwnEach() throws Exception {
    var started = new CountDownLatch(MANY);
    var futures = new ArrayList<Future<Boolean>>();
    for (int i = 0; i < MANY; i++) {
      futures.add(pool.submit((Callable<Boolean>) () -> pool.submit(arrive(started)).get()));
    }
    for (var future : futures) {
      assertThat(future.get()).isTrue();
    }
  }
}
