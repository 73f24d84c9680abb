package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SleepKindTest {
  private static final SleepKind SLEEP = new SleepKind();

  @Test
  void sleepsAtLeastAsLongAsItSays() throws Exception {
    long start = System.nanoTime();
    var result = Runs.divided(SLEEP, Runs.arguments(SLEEP, "millis", 30, "tasks", 4));
    assertThat(result.whole("slept")).isEqualTo(120);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(120_000_000);
  }

  @Test
  void anInterruptWakesIt() throws Exception {
    var ended = new AtomicReference<Throwable>();
    var sleeper = Thread.ofPlatform().start(() -> ended.set(sleepUntilInterrupted()));
    Awaitility.await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
    sleeper.interrupt();
    sleeper.join(10_000);
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  private static Throwable sleepUntilInterrupted() {
    try {
      SLEEP.run(Runs.arguments(SLEEP, "millis", 3_600_000), Runs.undisturbed());
      return new AssertionError("an hour went by");
    } catch (InterruptedException interrupted) {
      return interrupted;
    }
  }
}
