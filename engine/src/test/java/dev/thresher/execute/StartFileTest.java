package dev.thresher.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Starts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFileTest {
  private static final BatchId ONE = new BatchId(1);
  private static final BatchId TWO = new BatchId(2);

  @TempDir Path directory;
  private Path path = Path.of("");
  private StartJournal journal = StartJournal.NONE;

  @BeforeEach
  void create() throws IOException {
    path = directory.resolve("started").resolve("w1");
    journal = StartFile.create(path);
  }

  @Test
  void tellsWhatHasStartedAndNothingElse() throws IOException {
    start(ONE, 5, 6, 7);
    start(TWO, 100);
    assertThat(StartFile.read(path))
        .isEqualTo(
            new Starts.Told(
                Map.of(
                    ONE, List.of(new TaskRange(3, 5, 8)),
                    TWO, List.of(new TaskRange(3, 100, 101)))));
  }

  @Test
  void tasksOfABatchThatRunInSeveralSlotsAreStretchesOfTheirOwn() throws IOException {
    start(ONE, 0, 8, 1, 9, 4);
    var starts = StartFile.read(path);
    assertThat(List.of(0L, 1L, 4L, 8L, 9L)).allMatch(index -> starts.mayHaveStarted(ONE, index));
    assertThat(List.of(2L, 3L, 5L, 7L, 10L)).noneMatch(index -> starts.mayHaveStarted(ONE, index));
    assertThat(starts.mayHaveStarted(TWO, 0)).isFalse();
  }

  @Test
  void whatIsForgottenMakesRoom() throws IOException {
    for (long batch = 1; batch <= 1000; batch++) {
      start(new BatchId(batch), batch, batch + 1, batch + 5);
      journal.forget(new BatchId(batch - 1));
    }
    assertThat(Files.size(path)).isLessThan(1000);
    var starts = StartFile.read(path);
    assertThat(starts.mayHaveStarted(new BatchId(1000), 1005)).isTrue();
    assertThat(starts.mayHaveStarted(new BatchId(999), 999)).isFalse();
  }

  @Test
  void theInterruptThatEndsATaskDoesNotEndTheJournal() throws IOException {
    Thread.currentThread().interrupt();
    start(ONE, 0);
    assertThat(Thread.interrupted()).isTrue();
    start(ONE, 1);
    assertThat(StartFile.read(path).mayHaveStarted(ONE, 1)).isTrue();
  }

  @Test
  void ofAMissingOrDamagedFileNobodyCanTell() throws IOException {
    assertThat(StartFile.read(directory.resolve("none"))).isEqualTo(new Starts.Untold());
    start(ONE, 5);
    byte[] bytes = Files.readAllBytes(path);
    bytes[16] = -1;
    Files.write(path, bytes);
    assertThat(StartFile.read(path)).isEqualTo(new Starts.Untold());
  }

  @Test
  void aTaskForWhoseNoteThereWasNoRoomHasNotStarted() throws IOException {
    start(ONE, 5);
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length + 17));
    assertThat(StartFile.read(path))
        .isEqualTo(new Starts.Told(Map.of(ONE, List.of(new TaskRange(3, 5, 6)))));
  }

  @Test
  void twoWorkersNeverShareAFile() {
    assertThatThrownBy(() -> StartFile.create(path)).isInstanceOf(FileAlreadyExistsException.class);
  }

  private void start(BatchId batch, long... indices) throws IOException {
    for (long index : indices) {
      journal.starting(batch, new TaskId(3, index));
    }
  }
}
