package dev.thresher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.journal.LogNews;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How entries get to disk, and what happens if they do not. */
@Timeout(60)
class LedgerWriterTest {
  private final TornDisk disk = new TornDisk();
  private final List<LogNews> told = new CopyOnWriteArrayList<>();

  private LedgerWriter writer() throws IOException {
    var file = LedgerFile.create(disk, Entries.codec());
    file.writeThrough(List.of(Entries.run(), Entries.epoch(1)));
    var writer = new LedgerWriter(file);
    writer.start();
    writer.listen(() -> told.add(writer.news()));
    return writer;
  }

  private long durable() {
    return told.isEmpty() ? 0 : told.getLast().durable();
  }

  @Test
  void tellsOnlyWhatIsOnDisk() throws Exception {
    try (var writer = writer()) {
      writer.listen(() -> {
        // On the writing thread: nothing is under way but what has been forced.
        told.add(writer.news());
        assertThat(survivors()).hasSize((int) durable());
      });
      for (int i = 0; i < 500; i++) {
        writer.append(Entries.committed(i, i + 1), false);
      }
      await().until(() -> durable() == 500);
    }
    assertThat(survivors()).hasSize(500);
  }

  private List<Long> survivors() {
    try {
      return Entries.indices(Entries.read(new TornDisk(disk.bytes())));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void manyEntriesShareOneForce() throws Exception {
    try (var writer = writer()) {
      int before = disk.forces();
      for (int i = 0; i < 1_000; i++) {
        writer.append(Entries.committed(i, i + 1), false);
      }
      await().until(() -> durable() == 1_000);
      assertThat(disk.forces() - before).isLessThan(500);
    }
  }

  @Test
  void anErrorOfForceIsFinalAndForceIsNeverCalledAgain() throws Exception {
    int failing;
    try (var writer = writer()) {
      failing = disk.forces() + 2;
      disk.failForce(failing);
      writer.appendAndWait(Entries.committed(0, 1));
      assertThatThrownBy(() -> writer.appendAndWait(Entries.committed(1, 2)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Input/output error");
      writer.append(Entries.committed(2, 3), true);
      assertThatThrownBy(() -> writer.appendAndWait(Entries.committed(3, 4)))
          .isInstanceOf(IOException.class);
    }
    assertThat(disk.forces()).isEqualTo(failing);
    assertThat(told.getLast().state()).isEqualTo(LogNews.State.FAILED);
    assertThat(told.getLast().durable()).isEqualTo(1);
  }

  @Test
  void aFullDiskIsWaitedFor() throws Exception {
    try (var writer = writer()) {
      writer.appendAndWait(Entries.committed(0, 1));
      disk.limit(disk.bytes().length + 10);
      writer.append(Entries.committed(1, 2), false);
      await().until(() -> told.getLast().state() == LogNews.State.WAITING);
      writer.append(Entries.committed(2, 3), false);
      disk.limit(Long.MAX_VALUE);
      await().until(() -> durable() == 3);
      assertThat(told.getLast().state()).isEqualTo(LogNews.State.FLOWING);
      assertThat(told.stream().filter(news -> news.state() == LogNews.State.WAITING)).hasSize(1);
    }
    assertThat(survivors()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void closingBringsToDiskWhatWasAppended() throws Exception {
    try (var writer = writer()) {
      writer.append(Entries.committed(0, 1), false);
      writer.append(Entries.committed(1, 2), false);
    }
    assertThat(survivors()).containsExactly(0L, 1L);
  }

  @Test
  void closingDoesNotWaitForAFullDisk() throws Exception {
    try (var writer = writer()) {
      disk.limit(disk.bytes().length);
      writer.append(Entries.committed(0, 1), false);
      await().until(() -> !told.isEmpty());
    }
    assertThat(told.getLast().state()).isEqualTo(LogNews.State.FAILED);
    assertThat(survivors()).isEmpty();
  }

  @Test
  void largeEntriesBecomeSeveralGroups() throws Exception {
    try (var writer = writer()) {
      writer.appendAndWait(Entries.committed(0, 200_000));
    }
    assertThat(new ArrayList<>(survivors())).hasSize(200_000);
  }
}
