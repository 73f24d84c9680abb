package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.BackendTraits;
import dev.thresher.api.BackendTraits.Crash;
import dev.thresher.api.BackendTraits.Statics;
import dev.thresher.api.BackendTraits.Waiting;
import dev.thresher.api.CancelLevel;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.Thresher;
import dev.thresher.launch.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Places differ as {@link BackendTraits} says and the page about them prints. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class TraitsContractTest extends ArmContract<Thresher> {
  private static int count;

  TraitsContractTest() {
    super(Arm::thresher, 1);
  }

  @Test
  void objectsAreSharedOrCopied() throws Exception {
    var given = new int[] {1};
    var back =
        pool.submit(
                array -> {
                  array[0] = 2;
                  return array;
                },
                given)
            .get();
    assertThat(back).containsExactly(2);
    switch (arm.traits.objects()) {
      case SHARED -> assertThat(back).isSameAs(given);
      case COPIED -> assertThat(given).containsExactly(1);
    }
  }

  private static int countUp() {
    return ++count;
  }

  @Test
  void staticFieldsAreTheCallersOrTheWorkers() throws Exception {
    count = 10;
    int first = pool.submit(TraitsContractTest::countUp).get();
    int second = pool.submit(TraitsContractTest::countUp).get();
    assertThat(second).isEqualTo(first + 1);
    boolean isCallers = count == second;
    assertThat(isCallers).isEqualTo(arm.traits.statics() == Statics.OF_THE_CALLER);
  }

  @Test
  void cancellationGoesAsFarAsItCan() throws Exception {
    var future = pool.submit(hold(begun, release, "x"));
    begun.await();
    Awaitility.await().until(() -> future.status().phase() == TaskPhase.RUNNING);
    if (arm.traits.strongestCancel() == CancelLevel.FORCE) {
      assertThat(future.cancel(CancelLevel.FORCE)).isTrue();
      assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    } else {
      assertThatThrownBy(() -> future.cancel(CancelLevel.FORCE))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("Thresher.processes");
      release.raise();
      assertThat(future.get()).isEqualTo("x");
    }
    assertThat(pool.submit(() -> "alive").get(20, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  @Test
  void aTaskWaitsForATaskOfItsOwnOrIsRefused() throws Exception {
    var own = pool;
    if (arm.traits.waiting() == Waiting.LENDS_ITS_PLACE) {
      assertThat(own.submit(() -> own.submit(() -> 1).get() + 1).get()).isEqualTo(2);
    } else {
      assertThatThrownBy(() -> own.submit(() -> own.submit(() -> 1).get()))
          .isInstanceOf(RejectedExecutionException.class)
          .hasCauseInstanceOf(SerializationFailure.class)
          .hasMessageContaining("Thresher");
    }
  }

  /** A program of its own, as it may end. */
  static final class Crashing {
    public static void main(String[] arguments) throws Exception {
      try (var executor = Thresher.open(arguments[0])) {
        executor.submit(() -> Runtime.getRuntime().halt(7)).get();
      } catch (ExecutionException lost) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  @Test
  void aCrashCostsTheProgramOrTheTask() throws Exception {
    var place = arm.traits.backend().keyword() + ":1";
    var type = Crashing.class.getName();
    var command = new ArrayList<>(Installation.current().workerCommand(type, List.of("-Xmx256m")));
    command.add(place);
    var program = new ProcessBuilder(command).inheritIO().start();
    int expected = arm.traits.crash() == Crash.THE_PROGRAM ? 7 : 0;
    assertThat(program.waitFor()).isEqualTo(expected);
  }
}
