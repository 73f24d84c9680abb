package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.Retry;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOrigin;
import dev.thresher.api.TaskPlace;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import dev.thresher.api.spi.ExecutorFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecutorFilesTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("my.conf"), text);
  }

  private ExecutorFile.Contents contents(String text) throws IOException {
    return new ExecutorFiles().read(file(text));
  }

  @Test
  void aFileIsOpenedByItsPathOrAsAName() throws Exception {
    var file = file("name = crunch, workers = 1, retries { times = 2, initial-interval = 0s }");
    try (var pool = Thresher.fromConfig(file);
        var same = Thresher.open(file.toString())) {
      assertThat(pool.name()).isEqualTo("crunch");
      var attempts = new AtomicInteger();
      var failing =
          pool.submit(() -> {
            attempts.incrementAndGet();
            throw new IOException("never");
          });
      assertThatThrownBy(failing::get).hasRootCauseMessage("never");
      assertThat(attempts).hasValue(3);
      assertThat(same.submit(() -> Thread.currentThread().getName()).get()).isEqualTo("crunch-1");
    }
  }

  private static long sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
    return millis;
  }

  @Test
  void whatIsCalledLaterGoesBeforeTheFile() throws Exception {
    var file = file("name = crunch, workers = 1, task { deadline = 100ms }");
    try (var pool = Thresher.builder().config(file).name("other").open()) {
      assertThat(pool.name()).isEqualTo("other");
      assertThat(pool.options().deadline()).contains(Duration.ofMillis(100));
      var late = pool.submit(() -> sleep(60_000));
      assertThatThrownBy(late::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TaskTimeout.class);
      assertThat(pool.with(TaskOptions.DEFAULT).submit(() -> sleep(200)).get()).isEqualTo(200);
    }
  }

  @Test
  void everyMistakeHasALineOfItsOwn() throws Exception {
    var file = file("worker = 3\nretries = x");
    assertThatThrownBy(() -> Thresher.fromConfig(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ":1: unknown key \"worker\"")
        .hasMessageContaining("\n" + file + ":2: retries must be");
    assertThatThrownBy(() -> Thresher.open(directory.resolve("none.conf").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(directory.resolve("none.conf") + ": does not exist");
    assertThatThrownBy(() -> Thresher.open("my.cfg"))
        .hasMessageContaining("'my.cfg' is no place for tasks")
        .hasMessageContaining("ends with .conf");
  }

  private static boolean retries(Retry retry, Throwable failure) {
    return retry.pauseAfter(1, failure).isPresent();
  }

  private static final TaskTimeout LATE =
      new TaskTimeout(Duration.ofSeconds(1), TaskOrigin.of(new TaskPlace("w", "h", 1), 1));

  @Test
  void causesOfRetriesMeanWhatTheyMeanInWorkloadFiles() throws Exception {
    var plain = contents("retries = 1").options().retry();
    assertThat(retries(plain, new StackOverflowError())).isTrue();
    assertThat(retries(plain, LATE)).isTrue();
    assertThat(plain.pauseAfter(1, LATE)).contains(Duration.ofSeconds(1));

    var io =
        contents(
                "retries { times = 1, on = java.io.IOException, non-retryable = FileNotFoundException }")
            .options()
            .retry();
    assertThat(retries(io, new IOException())).isTrue();
    assertThat(retries(io, new java.nio.file.NoSuchFileException("x"))).isTrue();
    assertThat(retries(io, new FileNotFoundException())).isFalse();
    assertThat(retries(io, new IllegalStateException())).isFalse();
    assertThat(retries(io, LATE)).isFalse();

    var late = contents("retries { times = 1, on = timeout }").options().retry();
    assertThat(retries(late, LATE)).isTrue();
    assertThat(retries(late, new IOException())).isFalse();

    var own = contents("retries { times = 1, on = [failure] }").options().retry();
    assertThat(retries(own, new IOException())).isTrue();
    assertThat(retries(own, LATE)).isFalse();
  }

  @Test
  void semanticsAndSettingsOfTheEngineArrive() throws Exception {
    var contents =
        contents("semantics = at-most-once, priority = 3, engine.processes { slots = 2 }");
    assertThat(contents.options().idempotent()).isFalse();
    assertThat(contents.options().priority()).isEqualTo(3);
    assertThat(contents.engine().processes().slots()).isEqualTo(2);
    assertThat(contents.engine().processes().beat()).isEqualTo(Duration.ofMillis(200));
    assertThat(contents("engine.processes.beat = 2s").engine().processes().beat())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(contents("semantics = at-least-once").options().idempotent()).isTrue();
  }
}
