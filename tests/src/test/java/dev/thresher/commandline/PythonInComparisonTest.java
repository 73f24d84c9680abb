package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.data.JsonReader;
import dev.thresher.host.Programs;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's pools beside the backends, in real comparisons. */
@Tag("slow")
class PythonInComparisonTest {
  private static final String SQUARE = "def square(n):\n    return n * n\n";
  private static final String REDUCE = "def reduce(results):\n    return {'all': sum(results)}\n";

  @TempDir Path directory;

  @BeforeEach
  void writeWorkload() throws Exception {
    assumeTrue(Programs.isThere("python3", System.getenv("PATH")), "there is no python3 here");
    Files.writeString(
        directory.resolve("Square.java"),
        "final class Square { public static long square(int n) { return (long) n * n; } }");
    Files.writeString(
        directory.resolve("w.conf"),
        "name = w\neach { n = 1..100 }\ntask { java = Square.java, method = square }\n"
            + "reduce { all = sum(square) }\n");
  }

  private void python(String text) throws Exception {
    Files.writeString(directory.resolve("w.py"), text);
  }

  private static String[] arguments(String... more) {
    return Stream.concat(
            Stream.of("compare", "w.conf", "--python", "w.py", "--budget", "5m", "--json"),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private Value.Fields compare(int exitCode, Map<String, String> environment, String... more)
      throws Exception {
    try (var line = CommandLine.start(directory, environment, arguments(more))) {
      line.endsCleanly(exitCode);
      return JsonReader.object(line.out().getBytes(StandardCharsets.UTF_8));
    }
  }

  private String refused(String... more) throws Exception {
    try (var line = CommandLine.start(directory, arguments(more))) {
      line.endsCleanly(2);
      return line.err();
    }
  }

  @Test
  void poolsOfPythonAreMeasuredInTheSameRoundsAndNotChosen() throws Exception {
    python(SQUARE + REDUCE);
    var compared =
        compare(0, Map.of(), "--arms", "threads:1,python:thread-pool:2,python:mp-pool:2");
    assertThat(compared.get("verdict").asFields().text("backend")).isEqualTo("threads");
    assertThat(compared.get("difference")).isEqualTo(Absent.ABSENT);
    var arms = compared.get("arms").asSequence();
    assertThat(arms).hasSize(3);
    for (var arm : arms) {
      assertThat(arm.asFields().get("trials").asSequence()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(arm.asFields().real("cpuSeconds")).isPositive();
    }
    var yardsticks = compared.get("yardsticks").asSequence();
    assertThat(yardsticks).hasSize(2);
    assertThat(yardsticks.getFirst().asFields().get("ratio").asFields().real("median"))
        .isPositive();
    var python = compared.get("provenance").asFields().get("python").asFields();
    assertThat(python.text("version")).contains("Python 3.");
    assertThat(python.text("startMethod")).isIn("fork", "spawn", "forkserver");
  }

  @Test
  void anotherResultOfPythonMakesItVoid() throws Exception {
    python(SQUARE + "def reduce(results):\n    return {'all': sum(results) + 1}\n");
    var compared = compare(1, Map.of(), "--arms", "threads:1,python:thread-pool:1");
    var difference = compared.get("difference").asFields();
    assertThat(difference.text("one")).isEqualTo("threads:1");
    assertThat(difference.text("other")).isEqualTo("python:thread-pool:1");
    assertThat(difference.text("sentence")).contains("all is 338350 and 338351");
    assertThat(compared.get("verdict")).isEqualTo(Absent.ABSENT);
  }

  @Test
  void aTaskThatFailsInPythonIsToldWithItsLineAndTheRestIsCompared() throws Exception {
    python("def square(n):\n    return n // (n - 7)\n");
    var compared = compare(0, Map.of(), "--arms", "threads:1,python:process-pool:2");
    var arm = compared.get("arms").asSequence().getLast().asFields();
    assertThat(arm.text("standing")).isEqualTo("failed");
    var ending = arm.get("runs").asSequence().getFirst().asFields().get("ending").asFields();
    assertThat(ending.text("sentence")).startsWith("w.py:2: ZeroDivisionError");
    assertThat(compared.get("verdict").asFields().text("backend")).isEqualTo("threads");
  }

  @Test
  void withoutAPythonItsPoolsAreLeftOutAndThatIsSaid() throws Exception {
    python(SQUARE);
    var compared =
        compare(0, Map.of("PATH", "/nowhere"), "--arms", "threads:1,python:process-pool:2");
    assertThat(compared.get("arms").asSequence()).hasSize(1);
    assertThat(compared.get("warnings").asSequence().getFirst().asText())
        .startsWith("pools of Python were left out: there is no program python3");
  }

  @Test
  void whatCannotRunIsRefusedBeforeTheFirstTrial() throws Exception {
    assertThat(refused()).contains("--python w.py: there is no such file");
    python("def cube(n):\n    return n\n");
    assertThat(refused()).contains("w.py: there is no function square and none called task");
    python("def square(n):\n  return n\n oops\n");
    assertThat(refused()).contains("w.py:3: IndentationError").doesNotContain("Exception in");
  }

  @Test
  void ctrlCLeavesNoProcessOfAPool() throws Exception {
    python(
        "import time\ndef square(n):\n    open('began', 'w').close()\n    time.sleep(600)\n"
            + REDUCE);
    try (var line =
        CommandLine.start(directory, arguments("--arms", "threads:1,python:mp-pool:2"))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(directory.resolve("began")));
      line.signal("INT");
      line.endsCleanly(130);
    }
  }
}
