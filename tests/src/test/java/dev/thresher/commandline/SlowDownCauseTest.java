package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.CodeTime;
import dev.thresher.compare.CodeTime.Part;
import dev.thresher.compare.Results;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.SlowDown;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.compare.Trial;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.trials.TrialRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why tasks take longer beside others, in real runs of the experiments. */
@Tag("slow")
class SlowDownCauseTest {
  private static final Arm ALONE = new Arm(BackendKind.THREADS, 1);
  private static final Arm THREADS = new Arm(BackendKind.THREADS, 2);
  private static final String COLLATZ =
      "params { numbers = 40000 }\neach { first = 1..2000001 step 40000 }\n";

  @TempDir Path directory;

  private void workload(String rows, String file, String method) throws Exception {
    Files.copy(
        Path.of("..", "config", "experiments", "Tasks.java"), directory.resolve("Tasks.java"));
    Files.writeString(
        directory.resolve("w.conf"),
        "name = w\n" + rows + "task { java = %s, method = %s }\n".formatted(file, method));
  }

  private SlowDown slowDown() throws Exception {
    try (var runner = new TrialRunner(Installation.current(), List.of("w.conf"), 50, directory)) {
      var raced = List.of(raced(runner, ALONE), raced(runner, THREADS));
      return SlowDown.of(Results.of(raced, Optional.empty())).getFirst();
    }
  }

  private static Raced raced(TrialRunner runner, Arm arm) throws Exception {
    var trial = runner.run(arm, 1, 0, 500).trial();
    assertThat(trial.completed()).as("%s", trial.ending()).isTrue();
    assertAddsUp(trial);
    return new Raced(arm, Standing.MEASURED, List.of(trial));
  }

  private static void assertAddsUp(Trial trial) {
    var inside = trial.inside().orElseThrow();
    var code = inside.code().orElseThrow();
    double run = inside.way().orElseThrow().seconds(Stretch.RUN);
    assertThat(code.whole()).as("%s", code).isCloseTo(run, within(0.05 * run));
    assertThat(code.isSplit()).isTrue();
  }

  private static Part mostGrown(SlowDown slowDown) {
    return Arrays.stream(Part.values())
        .filter(part -> part != Part.READY) // of this the machine has as much as it is busy
        .max(Comparator.comparingDouble(slowDown::growth))
        .orElseThrow();
  }

  @Test
  void tasksBehindOneMonitorWaitForIt() throws Exception {
    workload(COLLATZ, "Tasks.java", "locked");
    var slowDown = slowDown();
    assertThat(mostGrown(slowDown)).as(slowDown.sentence()).isEqualTo(Part.MONITOR);
    assertThat(slowDown.growth(Part.MONITOR))
        .isGreaterThan(slowDown.itsAlone().seconds(Part.PROCESSOR) / 2);
  }

  @Test
  void tasksBehindALockOfTheLibraryAreParked() throws Exception {
    Files.writeString(
        directory.resolve("Behind.java"),
        """
        import java.util.concurrent.locks.ReentrantLock;
        final class Behind {
          private static final ReentrantLock LOCK = new ReentrantLock();
          public static long lock(int first, int numbers) {
            LOCK.lock();
            try {
              long steps = 0;
              for (long n = first; n < (long) first + numbers; n++) {
                for (long at = n; at > 1; at = (at & 1) == 0 ? at / 2 : 3 * at + 1) { steps++; }
              }
              return steps;
            } finally { LOCK.unlock(); }
          }
        }
        """);
    workload(COLLATZ, "Behind.java", "lock");
    var slowDown = slowDown();
    assertThat(mostGrown(slowDown)).as(slowDown.sentence()).isEqualTo(Part.PARKED);
    assertThat(slowDown.growth(Part.PARKED))
        .isGreaterThan(slowDown.itsAlone().seconds(Part.PROCESSOR) / 2);
  }

  @Test
  void arithmeticWaitsForNobody() throws Exception {
    workload(COLLATZ, "Tasks.java", "arithmetic");
    var slowDown = slowDown();
    for (var part : List.of(Part.MONITOR, Part.PARKED, Part.COLLECTION)) {
      assertThat(share(slowDown.its(), part)).as(slowDown.sentence()).isLessThan(0.1);
    }
  }

  @Test
  void stopsForGarbageCollectionAreSeenAndSoIsWhatIsAllocated() throws Exception {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    workload(
        "params { entries = 200000, rounds = 4 }\neach { first = 1..20 }\n",
        "Tasks.java",
        "allocation");
    var slowDown = slowDown();
    assertThat(slowDown.its().seconds(Part.COLLECTION)).as("%s", slowDown.its()).isPositive();
    assertThat(share(slowDown.its(), Part.MONITOR) + share(slowDown.its(), Part.PARKED))
        .isLessThan(0.1);
    assertThat(slowDown.its().allocatedBytes().orElseThrow()).isGreaterThan(4 * 200_000 * 4);
  }

  private static double share(CodeTime code, Part part) {
    return code.seconds(part) / code.whole();
  }
}
