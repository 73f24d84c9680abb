package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.data.JsonReader;
import dev.thresher.model.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons as their user starts them, with real trials. */
@Tag("slow")
class CompareTest {
  @TempDir Path directory;

  private void workload(String text) throws Exception {
    Files.writeString(directory.resolve("w.conf"), "name = w\n" + text);
  }

  private Value.Fields compare(int exitCode, String... more) throws Exception {
    var arguments = Stream.concat(Stream.of("compare", "w.conf", "--json"), Arrays.stream(more));
    try (var line = CommandLine.start(directory, arguments.toArray(String[]::new))) {
      line.endsCleanly(exitCode);
      return JsonReader.object(line.out().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void waitingTasksAreFasterOnVirtualThreadsAndOutputsAreLeftAlone() throws Exception {
    workload("task { kind = sleep, millis = 40, tasks = 400 }\noutput = slept.json\n");
    Files.writeString(directory.resolve("slept.json"), "mine");
    var compared = compare(0, "--arms", "threads:2,virtual-threads", "--budget", "5m");
    assertThat(compared.get("verdict").asFields().text("backend")).isEqualTo("virtual-threads");
    var arms = compared.get("arms").asSequence();
    assertThat(arms.getFirst().asFields().get("trials").asSequence()).isNotEmpty();
    var run = arms.getLast().asFields().get("runs").asSequence().getLast().asFields();
    assertThat(run.real("cpuSeconds")).isPositive();
    assertThat(run.real("peakBytes")).isGreaterThan(10e6);
    assertThat(run.get("inside").asFields().whole("tasks")).isEqualTo(400);
    assertThat(Files.readString(directory.resolve("slept.json"))).isEqualTo("mine");
  }

  @Test
  void ctrlCEndsTheTrialAndReportsWhatWasMeasured() throws Exception {
    workload("task { kind = sleep, millis = 10, tasks = 10 }\n");
    try (var line =
        CommandLine.start(directory, "compare", "w.conf", "--budget", "10m", "--json")) {
      await().atMost(Duration.ofMinutes(2)).until(() -> line.err().contains("warm-up, threads"));
      line.signal("INT");
      line.endsCleanly(130);
      var compared = JsonReader.object(line.out().getBytes(StandardCharsets.UTF_8));
      assertThat(compared.text("ended")).isEqualTo("interrupted");
    }
  }

  @Test
  void resultsThatDifferEndItAndNameTheArms() throws Exception {
    Files.writeString(
        directory.resolve("Chance.java"),
        "final class Chance { public static long draw(int n) { return System.nanoTime(); } }");
    workload("each { n = 1..3 }\ntask { java = Chance.java, method = draw }\n");
    var compared = compare(1, "--arms", "threads:1,threads:2", "--budget", "5m");
    var difference = compared.get("difference").asFields();
    assertThat(difference.text("one")).isEqualTo("threads:1");
    assertThat(compared.get("verdict")).isEqualTo(Value.Absent.ABSENT);
  }

  @Test
  void anArmWithoutEnoughHeapFailsAndTheOthersAreCompared() throws Exception {
    Files.writeString(
        directory.resolve("Large.java"),
        "final class Large { public static int fill(int n) { return new byte[600_000_000].length; } }");
    workload(
        "engine.processes.heap-mebibytes = 64\neach { n = 1..2 }\n"
            + "task { java = Large.java, method = fill }\n");
    var compared = compare(0, "--arms", "threads:1,processes:1", "--budget", "5m");
    var processes = compared.get("arms").asSequence().getLast().asFields();
    assertThat(processes.text("standing")).isEqualTo("failed");
    var ending = processes.get("runs").asSequence().getFirst().asFields().get("ending").asFields();
    assertThat(ending.text("sentence")).contains("OutOfMemoryError");
    assertThat(compared.get("verdict").asFields().text("backend")).isEqualTo("threads");
  }
}
