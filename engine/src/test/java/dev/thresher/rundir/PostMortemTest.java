package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostMortemTest {
  private static final Incarnation WORKER = new Incarnation(new WorkerId("w1"), 2);
  private static final String CRASH =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f0c1d3f5a30, pid=42, tid=43
      #
      # JRE version: OpenJDK Runtime Environment (25.0) (build 25)
      # Java VM: OpenJDK 64-Bit Server VM (25, mixed mode)
      # Problematic frame:
      # V  [libjvm.so+0xff5a30]  Unsafe_PutInt+0xa0
      #
      # No core dump will be written. Core dumps have been disabled.
      #
      # If you would like to submit a bug report, please visit:

      ---------------  S U M M A R Y ------------
      """;

  @TempDir private Path scratch;
  private RunDirectory directory;

  @BeforeEach
  void aRun() throws IOException {
    directory = RunDirectory.createAt(scratch.resolve("run"), "mine", Instant.EPOCH);
  }

  private List<String> lines(String endedBy, List<Busy> running, long memoryKills) {
    var down = new WorkerDown(12_345_000_000L, WORKER, 42, endedBy, false);
    var lastWord = new Lane(12_145_000_000L, WORKER, running, new HeapUse(700L << 20, 1024L << 20));
    return new PostMortem(down, 2_000_000_000L, lastWord, memoryKills)
        .lines(directory, number -> "stage" + number);
  }

  @Test
  void saysWhoWhenHowAndWhatItRan() {
    var lines = lines("exit code 7", List.of(new Busy(new TaskId(1, 99), 1_500_000_000L)), 0);

    assertThat(lines)
        .startsWith(
            "worker w1#2 (pid 42) was lost 12.3 s into the run, 10.3 s after it came up",
            "ended by: exit code 7")
        .contains("running then: task 99 of stage stage1, for 1.5 s")
        .contains("heap: 700 of 1,024 MiB in use 0.2 s before, garbage included");
  }

  @Test
  void tellsAnEndForWantOfMemoryFromOthers() {
    assertThat(lines("killed by signal 9 (SIGKILL)", List.of(), 1))
        .anyMatch(line -> line.contains("killed 1 process for want of memory"));
    assertThat(lines("killed by signal 9 (SIGKILL)", List.of(), 0))
        .anyMatch(line -> line.contains("killed nothing"));
  }

  @Test
  void quotesTheCrashReportWithoutItsAdvice() throws IOException {
    Files.writeString(directory.crashReport(WORKER), CRASH);

    assertThat(lines("killed by signal 6 (SIGABRT)", List.of(), 0))
        .contains(
            "  SIGSEGV (0xb) at pc=0x00007f0c1d3f5a30, pid=42, tid=43",
            "  Problematic frame:",
            "  V  [libjvm.so+0xff5a30]  Unsafe_PutInt+0xa0")
        .noneMatch(line -> line.contains("bug report") || line.contains("core dump"));
  }

  @Test
  void endsWithTheLastFiftyLinesOfItsLog() throws IOException {
    var log = IntStream.range(0, 80).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    Files.writeString(directory.workerLog(WORKER), log);

    assertThat(lines("exit code 1", List.of(), 0))
        .contains("  line 30", "  line 79")
        .doesNotContain("  line 29")
        .anyMatch(line -> line.startsWith("nothing in what its process printed"));
  }

  @Test
  void isWrittenBesideTheLogs() throws IOException {
    var down = new WorkerDown(1, WORKER, 42, "exit code 7", false);
    var page = new PostMortem(down, 0, null, 0).write(directory, number -> "" + number);

    assertThat(page).hasParent(directory.logs()).hasFileName("w1-2.post-mortem.txt");
    assertThat(Files.readAllLines(page))
        .contains("ended by: exit code 7")
        .noneMatch(line -> line.startsWith("heap"));
  }
}
