package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.launch.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program with a heap of 64 MiB maps over more than fits in, and its heap stays as it was. */
@Timeout(280)
class SmallHeapTest {
  private static final String PROGRAM = "../docs/benchmarks/LazyTasks.java";
  private static final int LOOKS = 10;

  /** Code that is compiled and pools that fill take a little more as time goes by. */
  private static final long GROWTH_KIBIBYTES = 6 << 10;

  private static final long WINDOW_KIBIBYTES = 8 << 10;

  @TempDir Path directory;

  private record Ran(int exitCode, String out, String err) {
    /** In use after collections, in KiB. */
    List<Long> heap() {
      return Arrays.stream(line("heap").split(" ")).map(Long::valueOf).toList();
    }

    String line(String word) {
      return out.lines()
          .filter(line -> line.startsWith(word + " "))
          .map(line -> line.substring(word.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + word + " in " + out + err));
    }
  }

  private Ran run(String backend, String what, long tasks) throws Exception {
    var here = Installation.current();
    var command = new ArrayList<String>();
    command.add(here.java().toString());
    command.addAll(here.jvmFlags());
    command.addAll(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-cp", here.classPath()));
    command.addAll(List.of("dev.thresher.cli.Main", "java", PROGRAM));
    command.addAll(List.of(backend, what, Long.toString(tasks)));
    var out = directory.resolve("out").toFile();
    var err = directory.resolve("err").toFile();
    var builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    var process = builder.start();
    try {
      assertThat(process.waitFor(250, TimeUnit.SECONDS)).as("it ends in time").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ran(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private void staysFlat(String backend, String what, long tasks, long result) throws Exception {
    var ran = run(backend, what, tasks);
    assertThat(ran.exitCode()).as("exit code; stderr: %s", ran.err()).isZero();
    assertThat(ran.line("result")).isEqualTo(Long.toString(result));
    var heap = ran.heap();
    assertThat(heap).hasSize(LOOKS);
    assertThat(heap.getLast())
        .as("KiB in use at every tenth of the way: %s", heap)
        .isLessThan(heap.get(1) + GROWTH_KIBIBYTES);
  }

  /**
   * Of arrays, eight MiB of which make a window.
   *
   * @param what "large": as arguments and again as results; "made": as results
   */
  private void staysInItsWindow(String backend, String what, long tasks, long result)
      throws Exception {
    var ran = run(backend, what, tasks);
    assertThat(ran.exitCode()).as("exit code; stderr: %s", ran.err()).isZero();
    assertThat(ran.line("result")).isEqualTo(Long.toString(result));
    var heap = ran.heap();
    assertThat(heap).hasSize(LOOKS);
    // At the last look there is nothing in the window any more.
    assertThat(Collections.max(heap))
        .as("KiB in use at every tenth of the way: %s", heap)
        .isLessThan(heap.getLast() + 4 * WINDOW_KIBIBYTES);
  }

  @Test
  void aMillionLazyTasksOnThreads() throws Exception {
    staysFlat("threads", "each", 1_000_000, 999_999_000_000L);
  }

  @Test
  void arraysOfAMebibyteThereAndBackUnderAWindowOfBytes() throws Exception {
    staysInItsWindow("threads", "large", 200, -1668);
  }

  @Test
  void arraysOfAMebibyteThatAreMadeUnderAWindowOfBytes() throws Exception {
    staysInItsWindow("threads", "made", 200, 1468);
  }

  @Tag("slow")
  @Test
  void arraysOfAMebibyteThatAreMadeOnProcesses() throws Exception {
    staysInItsWindow("processes", "made", 500, -178);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"threads, each", "threads, reduce", "processes, each", "processes, reduce"})
  void tenMillionLazyTasks(String backend, String what) throws Exception {
    staysFlat(backend, what, 10_000_000, 99_999_990_000_000L);
  }

  @Tag("slow")
  @Test
  void arraysOfAMebibyteThereAndBackOnProcesses() throws Exception {
    staysInItsWindow("processes", "large", 500, -322);
  }

  /** That the others would notice: eight bytes more for each task are too many. */
  @Test
  void resultsThatAreKeptAreNoticed() throws Exception {
    var ran = run("threads", "kept", 1_000_000);
    if (ran.exitCode() == 0) {
      var heap = ran.heap();
      assertThat(heap.getLast()).isGreaterThan(heap.get(1) + GROWTH_KIBIBYTES);
    } else {
      assertThat(ran.out() + ran.err()).contains("OutOfMemoryError");
    }
  }
}
