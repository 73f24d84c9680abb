package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.commandline.CrashOnce.Blow;
import dev.thresher.commandline.CrashOnce.Order;
import dev.thresher.host.CrashPoints.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A worker process ends or stands still at exact moments, for less and for more than its lease of
 * three seconds; so does the coordinator.
 */
@Tag("slow")
@Timeout(120)
class StruckWorkerTest {
  private static final List<Integer> SUCCESS = List.of(0);
  private static final List<Integer> SOME_UNKNOWN = List.of(0, 1);
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final Duration LONG = Duration.ofSeconds(6);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "BATCH_RECEIVED, 1",
    "BATCH_RECEIVED, 3",
    "RESULTS_READY, 1",
    "RESULTS_READY, 3",
    "RESULTS_ACKNOWLEDGED, 1",
    "RESULTS_ACKNOWLEDGED, 3",
  })
  void whatADeadWorkerHadRunsAgain(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, "processes", true);
    cell.finish(new Order(moment, time, Blow.HALT), Duration.ZERO, SUCCESS);
    cell.assertWholeAndCommittedOnce();
  }

  @ParameterizedTest
  @CsvSource({"BATCH_RECEIVED, 3", "RESULTS_READY, 3", "RESULTS_ACKNOWLEDGED, 3"})
  void butNothingStartsTwiceThatMayNot(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, "processes", false);
    cell.finish(new Order(moment, time, Blow.HALT), Duration.ZERO, SOME_UNKNOWN);
    cell.assertNothingStartedTwice();
  }

  @ParameterizedTest
  @CsvSource({"BATCH_RECEIVED, 3", "RESULTS_READY, 3", "RESULTS_ACKNOWLEDGED, 3"})
  void aWorkerThatStandsStillForLessThanItsLeaseKeepsItsTasks(Moment moment, int time)
      throws Exception {
    var cell = new Cell(directory, "processes", true);
    cell.finish(new Order(moment, time, Blow.STOP), SHORT, SUCCESS);
    cell.assertWholeAndCommittedOnce();
    assertThat(cell.starts().values()).allMatch(times -> times == 1);
  }

  @ParameterizedTest
  @CsvSource({"BATCH_RECEIVED, 3", "RESULTS_READY, 3", "RESULTS_ACKNOWLEDGED, 3"})
  void oneThatStandsStillForLongerIsReplaced(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, "processes", true);
    cell.finish(new Order(moment, time, Blow.STOP), LONG, SUCCESS);
    cell.assertWholeAndCommittedOnce();
  }

  @ParameterizedTest
  @CsvSource({
    "threads, BATCH_CHOSEN, 5, true",
    "threads, GROUP_WRITTEN, 3, true",
    "processes, BATCH_CHOSEN, 5, true",
    "processes, RESULTS_HEARD, 5, true",
    "processes, GROUP_WRITTEN, 3, true",
    "processes, BATCH_CHOSEN, 5, false",
    "processes, RESULTS_HEARD, 5, false",
    "processes, GROUP_WRITTEN, 3, false",
  })
  void aCoordinatorThatStandsStillHandsNothingOutTwice(
      String backend, Moment moment, int time, boolean isShort) throws Exception {
    var cell = new Cell(directory, backend, true);
    cell.finish(new Order(moment, time, Blow.STOP), isShort ? SHORT : LONG, SUCCESS);
    cell.assertWholeAndCommittedOnce();
    assertThat(cell.starts().values()).allMatch(times -> times == 1);
  }
}
