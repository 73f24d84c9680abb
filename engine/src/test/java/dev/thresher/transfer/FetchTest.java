package dev.thresher.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file on its way in, by a way that loses, doubles and forges. */
class FetchTest {
  private static final int SIZE = 5 * Pieces.BYTES + 17;

  @TempDir Path directory;

  private Path source;
  private Path into;
  private Content content;

  @BeforeEach
  void make() throws IOException {
    var bytes = new byte[SIZE];
    new SplittableRandom(7).nextBytes(bytes);
    source = Files.write(directory.resolve("source"), bytes);
    into = directory.resolve("into");
    content = Pieces.contentOf(source);
  }

  private Bytes piece(long offset) {
    try {
      return Pieces.read(source, content, offset);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Fetch patient() {
    return new Fetch(Duration.ofSeconds(60));
  }

  @Test
  void itComesWholeThoughPiecesAreLostOrComeTwice() throws Exception {
    var fetch = patient();
    var times = new HashMap<Long, Integer>();
    fetch.run(
        content,
        into,
        offset -> {
          int time = times.merge(offset, 1, Integer::sum);
          boolean isLost = offset == Pieces.BYTES && time == 1;
          if (!isLost) {
            fetch.arrived(offset, piece(offset));
            fetch.arrived(offset, piece(offset));
          }
        });
    assertThat(into).hasSameBinaryContentAs(source);
    assertThat(times.get((long) Pieces.BYTES)).isGreaterThan(1);
  }

  @Test
  void anEmptyFileComesWithoutAnyPiece() throws Exception {
    Files.write(source, new byte[0]);
    patient().run(Pieces.contentOf(source), into, _ -> {});
    assertThat(into).isEmptyFile();
  }

  @Test
  void noMoreIsAskedForThanAFewPieces() throws Exception {
    try (var intake = Intake.into(into, content)) {
      assertThat(intake.due(0)).hasSize(Intake.WINDOW);
      assertThat(intake.due(0)).isEmpty();
      assertThat(intake.accept(0, piece(0))).isTrue();
      assertThat(intake.due(0)).containsExactly(4L * Pieces.BYTES);
      assertThat(intake.due(Intake.AGAIN.toNanos())).hasSize(Intake.WINDOW);
    }
  }

  @Test
  void whatWasNotAskedForFillsNoDisk() throws Exception {
    try (var intake = Intake.into(into, content)) {
      intake.due(0);
      assertThat(intake.accept(100L * Pieces.BYTES, piece(0))).isFalse();
      assertThat(intake.accept(5, piece(0))).isFalse();
      assertThat(intake.accept(0, piece(0))).isTrue();
      assertThat(intake.accept(0, piece(Pieces.BYTES))).as("a second time").isFalse();
      assertThat(Files.size(into)).isEqualTo(Pieces.BYTES);
    }
  }

  @Test
  void aPieceThatIsLongerOrShorterEndsIt() {
    for (int length : List.of(Pieces.BYTES - 1, Pieces.BYTES + 1)) {
      var fetch = patient();
      assertThatThrownBy(() ->
              fetch.run(content, into, offset -> fetch.arrived(offset, Bytes.of(new byte[length]))))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining(length + " bytes instead of " + Pieces.BYTES);
      assertThat(into).doesNotExist();
    }
  }

  @Test
  void oneByteThatIsAnotherOneIsFoundOutAndNothingIsLeft() {
    var fetch = patient();
    assertThatThrownBy(() ->
            fetch.run(
                content,
                into,
                offset -> {
                  var bytes = piece(offset).toArray();
                  bytes[bytes.length - 1] ^= (byte) (offset == 5L * Pieces.BYTES ? 1 : 0);
                  fetch.arrived(offset, Bytes.adopt(bytes));
                }))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("digest");
    assertThat(into).doesNotExist();
  }

  @Test
  void aFloodIsDroppedAndWhoSendsItDoesNotWait() throws Exception {
    var fetch = patient();
    var asked = new ArrayList<Long>();
    fetch.run(
        content,
        into,
        offset -> {
          asked.add(offset);
          fetch.arrived(offset, piece(offset));
          if (asked.size() == 1) {
            for (int i = 0; i < 100_000; i++) {
              fetch.arrived(99L * Pieces.BYTES, piece(0));
            }
          }
        });
    assertThat(into).hasSameBinaryContentAs(source);
  }

  @Test
  void aRefusalAndSilenceEndItInWords() {
    var refused = patient();
    assertThatThrownBy(() -> refused.run(content, into, _ -> refused.refused("it is gone")))
        .isInstanceOf(TransferException.class)
        .hasMessage("it is gone");
    assertThatThrownBy(() -> new Fetch(Duration.ofMillis(300)).run(content, into, _ -> {}))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("nothing more came");
    assertThat(into).doesNotExist();
  }

  @Test
  void onlyWholePiecesWithinTheContentAreRead() {
    for (long offset : List.of(-1L, 1L, (long) SIZE, 6L * Pieces.BYTES, Long.MIN_VALUE)) {
      assertThatThrownBy(() -> Pieces.read(source, content, offset))
          .isInstanceOf(TransferException.class);
    }
  }
}
