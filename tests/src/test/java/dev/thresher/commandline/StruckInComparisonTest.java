package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Fault;
import dev.thresher.compare.FaultTrial;
import dev.thresher.compare.Results;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.Strike;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.trials.FaultRunner;
import dev.thresher.trials.TrialRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison makes of a kill, and of a full heap, in real runs. */
@Tag("slow")
class StruckInComparisonTest {
  private static final int TASKS = 80;

  @TempDir Path directory;

  private FaultTrial struck(Fault fault, Arm arm) throws Exception {
    Files.writeString(
        directory.resolve("Square.java"),
        "final class Square { public static long of(int n) throws Exception {"
            + " Thread.sleep(15); return (long) n * n; } }");
    Files.writeString(
        directory.resolve("w.conf"),
        ("name = w\neach { n = 1..%d }\ntask { java = Square.java, method = of }\n"
                + "reduce { all = sum(of) }\n")
            .formatted(TASKS));
    try (var runner =
        new TrialRunner(Installation.current(), List.of("w.conf"), TASKS, directory)) {
      var usual = runner.run(arm, 1, 0, 500).trial();
      assertThat(usual.completed()).as("%s", usual.ending()).isTrue();
      var results =
          Results.of(List.of(new Raced(arm, Standing.MEASURED, List.of(usual))), Optional.empty());
      var faults = new FaultRunner(runner).run(List.of(fault), results);
      assertThat(faults.problems()).isEmpty();
      return faults.trials().getFirst();
    }
  }

  @Test
  void aWorkerIsReplacedAndTheRunGoesOnByItself() throws Exception {
    var killed = struck(Fault.KILL, new Arm(BackendKind.PROCESSES, 2));
    assertThat(killed.resumed()).isFalse();
    assertThat(killed.ran()).isBetween(TASKS / 2L, (long) TASKS);
    assertThat(killed.again()).isLessThanOrEqualTo(TASKS / 4);
    assertThat(killed.sameResult()).isTrue();
  }

  @Test
  void onThreadsTheRunEndsAndWhatItHadIsThereWhenItIsResumed() throws Exception {
    var killed = struck(Fault.KILL, new Arm(BackendKind.THREADS, 2));
    assertThat(killed.resumed()).isTrue();
    assertThat(killed.kept()).isPositive();
    assertThat(killed.kept() + killed.again()).isEqualTo(TASKS);
    assertThat(killed.sameResult()).isTrue();
    assertThat(killed.extraSeconds()).as("two starts in place of one").isPositive();
  }

  @Test
  void aWorkerWhoseHeapIsFullIsReplacedAndTheRunGoesOnByItself() throws Exception {
    var struck = struck(Fault.HEAP, new Arm(BackendKind.PROCESSES, 2));
    assertThat(mebibytes(struck)).isBetween(60L, 1024L);
    assertThat(struck.resumed()).isFalse();
    assertThat(struck.sameResult()).isTrue();
    assertThat(struck.extraSeconds()).as("until it is missed").isPositive();
  }

  @Test
  void onThreadsTheRunEndsByItselfWhenTheHeapIsFull() throws Exception {
    var struck = struck(Fault.HEAP, new Arm(BackendKind.THREADS, 2));
    assertThat(mebibytes(struck)).isEqualTo(512);
    assertThat(struck.resumed()).isTrue();
    assertThat(struck.kept() + struck.again()).isEqualTo(TASKS);
    assertThat(struck.sameResult()).isTrue();
    assertThat(struck.extraSeconds()).as("until it is sure that nothing moves").isGreaterThan(15);
  }

  private static long mebibytes(FaultTrial trial) {
    return switch (trial.strike()) {
      case Strike.HeapFilled(long mebibytes) -> mebibytes;
      case Strike.Killed killed -> throw new AssertionError(killed);
    };
  }
}
