package dev.thresher.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheTest {
  @TempDir Path directory;

  private final AtomicInteger fetched = new AtomicInteger();

  private Content content(int size, int fill) throws IOException {
    return Pieces.contentOf(Files.write(directory.resolve("some"), bytes(size, fill)));
  }

  private static byte[] bytes(int size, int fill) {
    var bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  private ContentCache.Fetcher of(int size, int fill) {
    return (_, into) -> {
      fetched.incrementAndGet();
      Files.write(into, bytes(size, fill));
    };
  }

  private ContentCache open(long most) throws IOException {
    return ContentCache.open(directory.resolve("caches"), most);
  }

  @Test
  void whatIsHereIsNotFetchedAgainAlsoByTheNextProcess() throws Exception {
    var one = content(10, 1);
    try (var cache = open(100);
        var use = cache.use(one, of(10, 1));
        var again = cache.use(one, of(10, 1))) {
      assertThat(use.file()).hasBinaryContent(bytes(10, 1));
      assertThat(again.file()).isEqualTo(use.file());
      assertThat(Files.getPosixFilePermissions(use.file()))
          .isEqualTo(PosixFilePermissions.fromString("r-x------"));
      assertThat(Files.getPosixFilePermissions(use.file().resolveSibling("../..").normalize()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    try (var cache = open(100);
        var _ = cache.use(one, of(10, 1))) {
      assertThat(fetched).hasValue(1);
    }
  }

  @Test
  void whatWasNotUsedLongestGoesButNothingThatIsInUse() throws Exception {
    try (var cache = open(30)) {
      var held = cache.use(content(10, 1), of(10, 1));
      cache.use(content(10, 2), of(10, 2)).close();
      cache.use(content(10, 3), of(10, 3)).close();
      cache.use(content(10, 2), of(10, 2)).close();
      assertThat(fetched).hasValue(3);
      cache.use(content(10, 4), of(10, 4)).close();
      assertThat(cache.bytes()).isEqualTo(30);
      cache.use(content(10, 2), of(10, 2)).close();
      assertThat(fetched).as("2 was used after 3").hasValue(4);
      assertThat(held.file()).exists();
      assertThatThrownBy(() -> cache.use(content(21, 5), of(21, 5)))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("--file-cache");
      held.close();
      cache.use(content(21, 5), of(21, 5)).close();
      assertThat(held.file()).doesNotExist();
    }
  }

  @Test
  void aTaskThatHasWrittenToAFileHarmsNoOther() throws Exception {
    var one = content(10, 1);
    try (var cache = open(100)) {
      var use = cache.use(one, of(10, 1));
      Files.setPosixFilePermissions(use.file(), PosixFilePermissions.fromString("rwx------"));
      Files.write(use.file(), bytes(11, 9));
      use.close();
      try (var again = cache.use(one, of(10, 1))) {
        assertThat(again.file()).hasBinaryContent(bytes(10, 1));
      }
    }
  }

  @Test
  void whatAnEarlierProcessLeftIsTakenOnlyIfItIsWhatItsNameSays() throws Exception {
    var one = content(10, 1);
    Path file;
    try (var cache = open(100);
        var use = cache.use(one, of(10, 1))) {
      file = use.file();
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    Files.write(file, bytes(10, 9));
    try (var cache = open(100);
        var use = cache.use(one, of(10, 1))) {
      assertThat(use.file()).hasBinaryContent(bytes(10, 1));
      assertThat(fetched).hasValue(2);
    }
  }

  @Test
  void twoProcessesHaveTwoCaches() throws Exception {
    try (var first = open(100);
        var second = open(100)) {
      assertThat(second.runs()).isNotEqualTo(first.runs());
    }
  }

  @Test
  void whoeverAsksWhileItComesWaitsForIt() throws Exception {
    var one = content(10, 1);
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (var cache = open(100)) {
      var first =
          CompletableFuture.supplyAsync(() -> {
            try {
              return cache.use(
                  one,
                  (content, into) -> {
                    begun.countDown();
                    goOn.await();
                    of(10, 1).fetch(content, into);
                  });
            } catch (IOException | InterruptedException failed) {
              throw new IllegalStateException(failed);
            }
          });
      begun.await();
      var second =
          CompletableFuture.supplyAsync(() -> {
            try {
              return cache.use(one, of(10, 1));
            } catch (IOException | InterruptedException failed) {
              throw new IllegalStateException(failed);
            }
          });
      goOn.countDown();
      assertThat(second.get().file()).isEqualTo(first.get().file());
      assertThat(fetched).hasValue(1);
    }
  }

  @Test
  void whatDoesNotComeLeavesNothing() throws Exception {
    var one = content(10, 1);
    try (var cache = open(100)) {
      assertThatThrownBy(() ->
              cache.use(
                  one,
                  (_, into) -> {
                    Files.write(into, bytes(3, 1));
                    throw new TransferException("gone");
                  }))
          .hasMessage("gone");
      assertThat(cache.bytes()).isZero();
      try (var use = cache.use(one, of(10, 1))) {
        assertThat(use.file()).hasBinaryContent(bytes(10, 1));
      }
    }
    assertThat(new Content(Bytes.of(new byte[32]), 0).hex()).hasSize(64);
  }
}
