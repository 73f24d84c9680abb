package dev.thresher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Exception BAD = new IOException("bad");

  private static long millis(Retry retry, int attempt) {
    return retry.pauseAfter(attempt, BAD).orElseThrow().toMillis();
  }

  @Test
  void pausesGrowByTheMultiplierUpToTheLongest() {
    var retry = Retry.upTo(100).withBackoff(Duration.ofMillis(100), 3, Duration.ofMillis(1_000));
    assertThat(List.of(millis(retry, 1), millis(retry, 2), millis(retry, 3), millis(retry, 99)))
        .containsExactly(100L, 300L, 900L, 1_000L);
  }

  @Test
  void withoutABackoffThereIsNoPause() {
    var retry = Retry.upTo(2).withBackoff(Duration.ZERO, 1, Duration.ZERO);
    assertThat(retry.pauseAfter(1, BAD)).contains(Duration.ZERO);
  }

  @Test
  void theLastAttemptIsTheLast() {
    assertThat(Retry.upTo(3).pauseAfter(2, BAD)).isPresent();
    assertThat(Retry.upTo(3).pauseAfter(3, BAD)).isEmpty();
    assertThat(Retry.NONE.pauseAfter(1, BAD)).isEmpty();
  }

  @Test
  void exceptionsCountMoreThanWhatTheyAreExceptedFrom() {
    var retry = Retry.upTo(3).onlyOn(IOException.class).notOn(FileNotFoundException.class);
    assertThat(retry.pauseAfter(1, BAD)).isPresent();
    assertThat(retry.pauseAfter(1, new FileNotFoundException())).isEmpty();
    assertThat(retry.pauseAfter(1, new IllegalStateException())).isEmpty();
  }

  @Test
  void classesGoByTheirNamesAlsoWhereTheyAreMissing() {
    var retry =
        new Retry(2, Duration.ZERO, 1, Duration.ZERO, List.of("IOException", "a.B"), List.of());
    assertThat(retry.pauseAfter(1, new FileNotFoundException())).isPresent();
    assertThat(retry.pauseAfter(1, new IllegalStateException())).isEmpty();
    var frames = new StackTraceElement[0];
    assertThat(retry.pauseAfter(1, new RemoteTaskException("a.B", "", frames, null))).isPresent();
    assertThat(retry.pauseAfter(1, new RemoteTaskException("a.C", "", frames, null))).isEmpty();
  }

  @Test
  void whatIsNotTheTasksOwnFailureIsNotTriedAgain() {
    var retry = Retry.upTo(3).onlyOn(Throwable.class);
    assertThat(retry.pauseAfter(1, new SerializationFailure("no", "", null))).isEmpty();
    assertThat(retry.pauseAfter(1, new StackOverflowError())).isPresent();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Retry.upTo(0)).hasMessageContaining("maxAttempts must be >= 1");
    assertThatThrownBy(
            () -> Retry.upTo(2).withBackoff(Duration.ofSeconds(2), 1, Duration.ofSeconds(1)))
        .hasMessageContaining("backoff must be >= 0 and <= maxBackoff");
    assertThatThrownBy(() -> Retry.upTo(2).withBackoff(Duration.ZERO, 0.5, Duration.ofSeconds(1)))
        .hasMessageContaining("multiplier must be >= 1");
  }
}
