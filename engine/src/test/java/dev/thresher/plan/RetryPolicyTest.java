package dev.thresher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.WorkerId;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Outcome NO_FILE =
      new Outcome.Failed(Failure.of(new FileNotFoundException("x")));
  private static final Outcome BAD_STATE =
      new Outcome.Failed(Failure.of(new IllegalStateException("x")));
  private static final Outcome TIMEOUT = new Outcome.TimedOut(1);

  @Test
  void triesAgainAsOftenAsItSaysWhateverTheFailure() {
    var policy = new RetryPolicy(2, 3, Duration.ofSeconds(1));
    for (var outcome : List.of(NO_FILE, BAD_STATE, TIMEOUT)) {
      assertThat(policy.retries(outcome, 1)).isTrue();
      assertThat(policy.retries(outcome, 2)).isFalse();
    }
  }

  @Test
  void takesAnExceptionForTheClassesThatItIsDerivedFrom() {
    assertThat(on("java.io.FileNotFoundException").covers(NO_FILE)).isTrue();
    assertThat(on("java.io.IOException").covers(NO_FILE)).isTrue();
    assertThat(on("IOException").covers(NO_FILE)).isTrue();
    assertThat(on("java.lang.Exception").covers(BAD_STATE)).isTrue();
    assertThat(on("java.io.IOException").covers(BAD_STATE)).isFalse();
    assertThat(on("other.IOException").covers(NO_FILE)).isFalse();
    assertThat(on("Exception").covers(new Outcome.Failed(Failure.of("FatalException", ""))))
        .isFalse();
  }

  @Test
  void doesNotLookAtCauses() {
    var wrapped = Failure.of(new IllegalStateException("x", new IOException("y")));
    assertThat(on("java.io.IOException").covers(new Outcome.Failed(wrapped))).isFalse();
  }

  @Test
  void whatIsNonRetryableGoesBeforeAllElse() {
    var on = new RetryOn(true, true, List.of("java.io.IOException"), List.of("IOException"));
    assertThat(on.covers(NO_FILE)).isFalse();
    assertThat(on.covers(BAD_STATE)).isTrue();
    var exitCode = new Outcome.Failed(Failure.of(Failure.FINAL_EXIT_CODE, "2"));
    assertThat(RetryOn.ANY.covers(exitCode)).isFalse();
  }

  @Test
  void tellsFailuresFromDeadlines() {
    var failures = new RetryOn(true, false, List.of(), List.of());
    assertThat(failures.covers(BAD_STATE)).isTrue();
    assertThat(failures.covers(TIMEOUT)).isFalse();
    assertThat(on("IOException").covers(TIMEOUT)).isFalse();
  }

  @Test
  void aLostWorkerIsNoFailureOfTheTask() {
    var lost = new Outcome.Lost(new Incarnation(WorkerId.numbered(1), 1), "killed");
    assertThat(RetryOn.ANY.covers(lost)).isFalse();
  }

  @Test
  void pausesGrowUpToTheLongest() {
    var backoff = new Backoff(Duration.ofNanos(10), 3, Duration.ofNanos(100));
    assertThat(List.of(0, 1, 2, 3, 2000))
        .map(backoff::pauseNanos)
        .containsExactly(10.0, 30.0, 90.0, 100.0, 100.0);
  }

  private static RetryOn on(String exception) {
    return new RetryOn(false, false, List.of(exception), List.of());
  }
}
