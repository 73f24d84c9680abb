package dev.thresher.contract;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * An executor for each test, on each arm, and two signals for its tasks. Where opening takes a
 * second, tests share one until one of them shuts it down.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ArmContract<E extends ExecutorService> {
  @Parameter Arm arm;
  E pool;
  Signal begun;
  Signal release;
  private Path directory;
  private final BiFunction<Arm, Integer, E> opening;
  private final int workers;

  ArmContract(BiFunction<Arm, Integer, E> opening, int workers) {
    this.opening = opening;
    this.workers = workers;
  }

  @BeforeEach
  final void prepare(@TempDir Path ownOfTheTest) {
    directory = ownOfTheTest;
    begun = signal("begun");
    release = signal("release");
    if (pool == null || pool.isShutdown()) {
      pool = opening.apply(arm, workers);
    }
  }

  /** Whatever waits for {@code release} ends. */
  @AfterEach
  final void release() {
    release.raise();
    if (!arm.copies) {
      pool.shutdownNow();
    }
  }

  @AfterParameterizedClassInvocation
  final void stop() {
    pool.shutdownNow();
  }

  final Signal signal(String name) {
    return Signal.in(directory, name);
  }
}
