package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.TaskId;
import dev.thresher.rundir.TaskLogs.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLogsTest {
  @TempDir Path directory;

  private void print(String file, String text) throws IOException {
    Files.writeString(
        directory.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static Line line(int stage, long index, String text) {
    return new Line(new TaskId(stage, index), false, text);
  }

  @Test
  void logsOfTasksThatAreOverAreReadToTheirEndAndDeleted() throws IOException {
    var logs = new TaskLogs(directory);
    print("0-1.log", "over");
    print("0-1.err", "oh");
    print("0-2.log", "goes on\nand");
    assertThat(logs.take(task -> task.index() == 1))
        .containsExactlyInAnyOrder(
            line(0, 1, "over"), new Line(new TaskId(0, 1), true, "oh"), line(0, 2, "goes on"));
    try (var left = Files.list(directory)) {
      assertThat(left.map(Path::getFileName)).containsExactly(Path.of("0-2.log"));
    }
  }

  @Test
  void eachLineIsToldOnceWhenItIsWhole() throws IOException {
    var logs = new TaskLogs(directory);
    print("0-10.log", "ten\nhalf");
    print("0-9.log", "nine\n");
    assertThat(logs.news(false)).containsExactly(line(0, 9, "nine"), line(0, 10, "ten"));
    assertThat(logs.news(false)).isEmpty();
    print("0-10.log", " a line\nrest");
    assertThat(logs.news(false)).containsExactly(line(0, 10, "half a line"));
    assertThat(logs.news(true)).containsExactly(line(0, 10, "rest"));
    assertThat(logs.news(true)).isEmpty();
  }

  @Test
  void aTaskThatPrintsMuchIsReadToTheEnd() throws IOException {
    var logs = new TaskLogs(directory);
    print("1-0.log", "0123456789\n".repeat(300_000));
    assertThat(logs.news(false)).hasSizeBetween(1, 299_999);
    print("1-0.log", "end");
    assertThat(logs.news(true)).last().isEqualTo(line(1, 0, "end"));
  }

  @Test
  void aLineWithoutAnEndDoesNotStopTheRest() throws IOException {
    var logs = new TaskLogs(directory);
    print("0-0.log", "x".repeat(2_000_000) + "\nafter\n");
    assertThat(logs.news(true)).last().isEqualTo(line(0, 0, "after"));
  }

  @Test
  void otherFilesAndAMissingDirectoryAreNoNews() throws IOException {
    print("notes.txt", "no\n");
    print("0-x.log", "no\n");
    assertThat(new TaskLogs(directory).news(true)).isEmpty();
    assertThat(new TaskLogs(directory.resolve("none")).news(true)).isEmpty();
  }
}
