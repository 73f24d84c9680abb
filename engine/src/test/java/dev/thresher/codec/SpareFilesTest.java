package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareFilesTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;
  private PayloadCodec caller;
  private PayloadCodec worker;

  @BeforeEach
  void open() {
    caller = PayloadCodec.writingOver(directory);
    worker = new PayloadCodec(directory);
  }

  private static byte[] bytes(int length, int seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Bytes content(int length, int seed) {
    return Bytes.adopt(bytes(length, seed));
  }

  private static Payload.Blob write(PayloadCodec by, Bytes content) throws IOException {
    return (Payload.Blob) by.pack("test", content);
  }

  private static Object file(Payload.Blob blob) throws IOException {
    return Files.getAttribute(Path.of(blob.location()), "unix:ino");
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void whatIsNotNeededAnyMoreIsWrittenOverUnderAnotherName() throws IOException {
    var first = write(caller, content(MEBIBYTE, 1));
    var file = file(first);
    caller.discard(first);

    var second = write(caller, content(MEBIBYTE, 2));
    assertThat(file(second)).isEqualTo(file);
    assertThat(Path.of(first.location())).doesNotExist();
    assertThat(caller.open(second)).isEqualTo(bytes(MEBIBYTE, 2));
    assertThat(left()).containsExactly(Path.of(second.location()));
  }

  @Test
  void theFileOfAnotherWriterIsDeletedOnceItIsRead() throws IOException {
    assertThat(caller.take(write(worker, content(MEBIBYTE, 1)))).isEqualTo(bytes(MEBIBYTE, 1));
    assertThat(left()).isEmpty();
  }

  @Test
  void aFileTakesTheLengthOfItsNewContent() throws IOException {
    for (int length : new int[] {3 * MEBIBYTE, 200_000, MEBIBYTE}) {
      var blob = write(caller, content(length, length));
      assertThat(Path.of(blob.location())).hasSize(length);
      assertThat(caller.take(blob)).isEqualTo(bytes(length, length));
    }
    assertThat(left()).hasSize(1);
  }

  @Test
  void whatIsStillNeededIsNeverWrittenOver() throws IOException {
    var open = new ArrayList<Payload.Blob>();
    var files = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      open.add(write(caller, content(200_000, i)));
      files.add(file(open.getLast()));
    }
    assertThat(files).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(caller.open(open.get(i))).isEqualTo(bytes(200_000, i));
    }
  }

  @Test
  void aValueThatIsGivenUpTwiceDoesNoHarmToTheNextOneInItsFile() throws IOException {
    var first = write(caller, content(MEBIBYTE, 1));
    caller.discard(first);
    caller.discard(first);
    var second = write(caller, content(MEBIBYTE, 2));
    caller.discard(first);
    var third = write(caller, content(MEBIBYTE, 3));
    assertThat(caller.open(second)).isEqualTo(bytes(MEBIBYTE, 2));
    assertThat(caller.open(third)).isEqualTo(bytes(MEBIBYTE, 3));
  }

  @Test
  void onlySoManyFilesAndBytesAreKept() throws IOException {
    for (int length : new int[] {200_000, 5 * MEBIBYTE, 65 * MEBIBYTE}) {
      var open = new ArrayList<Payload.Blob>();
      for (int i = 0; i < (length > 10 * MEBIBYTE ? 2 : 50); i++) {
        open.add(write(caller, Bytes.adopt(new byte[length])));
      }
      for (var blob : open) {
        caller.discard(blob);
      }
      assertThat(left()).hasSizeBetween(1, 32);
      assertThat(left().stream().mapToLong(file -> file.toFile().length()).sum())
          .isLessThanOrEqualTo(64 * MEBIBYTE);
    }
  }

  @Test
  void aCodecThatDoesNotWriteOverDeletes() throws IOException {
    worker.discard(write(worker, content(MEBIBYTE, 1)));
    assertThat(left()).isEmpty();
    assertThat(worker.open(write(worker, content(MEBIBYTE, 2)))).isEqualTo(bytes(MEBIBYTE, 2));
  }

  @Test
  void aLinkInPlaceOfASpareFileIsNotFollowed() throws IOException {
    var victim = Files.write(directory.resolve("victim"), new byte[10]);
    caller.discard(write(caller, content(MEBIBYTE, 1)));
    var spare = left().stream().filter(file -> !file.equals(victim)).findFirst().orElseThrow();
    Files.delete(spare);
    Files.createSymbolicLink(spare, victim);
    assertThatThrownBy(() -> write(caller, content(MEBIBYTE, 2))).isInstanceOf(IOException.class);
    assertThat(victim).hasBinaryContent(new byte[10]);
  }

  @Test
  void threadsDoNotWriteOverEachOther() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all = new ArrayList<Callable<Boolean>>();
      for (int thread = 0; thread < 8; thread++) {
        int seed = thread;
        all.add(() -> areAllIntact(seed));
      }
      for (var each : threads.invokeAll(all)) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private boolean areAllIntact(int seed) throws IOException {
    for (int i = 0; i < 200; i++) {
      var content = new byte[140_000 + i];
      Arrays.fill(content, (byte) (seed * 31 + i));
      var blob = write(i % 2 == 0 ? caller : worker, Bytes.adopt(content));
      if (!Arrays.equals(caller.take(blob), content)) {
        return false;
      }
    }
    return true;
  }
}
