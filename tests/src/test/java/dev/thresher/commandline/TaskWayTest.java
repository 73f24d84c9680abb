package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Inside;
import dev.thresher.compare.TaskWay;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.trials.TrialRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the time of a task goes, followed in real runs. */
class TaskWayTest {
  private static final int TASKS = 200;
  private static final EnumSet<Stretch> ONLY_ACROSS_PROCESSES =
      EnumSet.of(Stretch.ENCODE, Stretch.DECODE_RESULT);

  @TempDir Path directory;

  private Inside run(Arm arm, long tasks) throws Exception {
    Files.writeString(
        directory.resolve("Reply.java"),
        "final class Reply { public static String say(int n) throws Exception {"
            + " Thread.sleep(3); return \"x\".repeat(2000) + n; } }");
    Files.writeString(
        directory.resolve("w.conf"),
        "name = w\neach { n = 1..%d }\ntask { java = Reply.java, method = say }\n"
            .formatted(TASKS));
    try (var runner =
        new TrialRunner(Installation.current(), List.of("w.conf"), tasks, directory)) {
      var trial = runner.run(arm, 1, 0, 500).trial();
      assertThat(trial.completed()).as("%s", trial.ending()).isTrue();
      return trial.inside().orElseThrow();
    }
  }

  @Test
  void acrossProcessesItsPartsAddUpToTheWhole() throws Exception {
    acrossProcesses("direct");
  }

  @Tag("slow")
  @Test
  void onArteryToo() throws Exception {
    acrossProcesses("artery");
  }

  private void acrossProcesses(String transport) throws Exception {
    var arm = new Arm(BackendKind.PROCESSES, 2).with("engine.transport=" + transport);
    var inside = run(arm, TASKS);
    var way = inside.way().orElseThrow();
    assertIsWhole(way, inside);
    assertThat(ONLY_ACROSS_PROCESSES).allMatch(stretch -> way.seconds(stretch) > 0);
    var timeline = inside.timeline().orElseThrow();
    assertThat(timeline.rows()).extracting(row -> row.name()).containsExactly("w1", "w2");
    assertThat(timeline.count()).isEqualTo(TASKS);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual-threads"})
  void inSharedMemoryTooAndNothingIsEncoded(String backend) throws Exception {
    var inside = run(new Arm(BackendKind.of(backend).orElseThrow(), 2), TASKS);
    var way = inside.way().orElseThrow();
    assertIsWhole(way, inside);
    assertThat(ONLY_ACROSS_PROCESSES).allMatch(stretch -> way.seconds(stretch) == 0);
    assertThat(inside.timeline().orElseThrow().count()).isEqualTo(TASKS);
  }

  @Tag("slow")
  @Test
  void ofVeryManyTasksSomeAreFollowed() throws Exception {
    // As if there were so many that one in ten is noted.
    var inside = run(new Arm(BackendKind.PROCESSES, 2), 50_000);
    var way = inside.way().orElseThrow();
    assertThat(way.tasks()).isEqualTo(TASKS / 10);
    assertThat(way.sum()).isCloseTo(way.whole(), Percentage.withPercentage(5));
    assertThat(inside.timeline().orElseThrow().ofBatches()).isTrue();
  }

  private static void assertIsWhole(TaskWay way, Inside inside) {
    assertThat(way.tasks()).as("followed").isEqualTo(TASKS);
    assertThat(Stretch.values()).allMatch(stretch -> way.seconds(stretch) >= 0);
    assertThat(way.sum()).isCloseTo(way.whole(), Percentage.withPercentage(5));
    assertThat(way.seconds(Stretch.RUN))
        .as("a task sleeps for 3 ms, and is what the engine takes for its time, or less")
        .isBetween(0.003, inside.taskSeconds() / TASKS);
  }
}
