package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.commandline.CrashOnce.Blow;
import dev.thresher.commandline.CrashOnce.Order;
import dev.thresher.host.CrashPoints.Moment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The coordinator ends at exact moments of a run, and the run is gone on with. */
@Tag("slow")
@Timeout(120)
abstract class CoordinatorCrashes {
  private static final List<Integer> SUCCESS = List.of(0);
  private static final List<Integer> SOME_UNKNOWN = List.of(0, 1);

  private final String backend;
  @TempDir Path directory;

  CoordinatorCrashes(String backend) {
    this.backend = backend;
  }

  private static Order halt(Moment moment, int time) {
    return new Order(moment, time, Blow.HALT);
  }

  @ParameterizedTest
  @CsvSource({
    "BATCH_CHOSEN, 1",
    "BATCH_CHOSEN, 5",
    "RESULTS_HEARD, 1",
    "RESULTS_HEARD, 5",
    "GROUP_GATHERED, 1",
    "GROUP_GATHERED, 3",
  })
  void nothingIsLostOrCommittedTwice(Moment moment, int time) throws Exception {
    assertNothingIsLostOrCommittedTwice(moment, time);
  }

  @ParameterizedTest
  @CsvSource({
    "GROUP_WRITTEN, 1",
    "GROUP_WRITTEN, 4",
    "GROUP_FORCED, 1",
    "GROUP_FORCED, 4",
    "OUTPUT_WRITTEN, 1",
    "OUTPUT_NAMED, 1",
  })
  void norWhileItWritesOrPublishes(Moment moment, int time) throws Exception {
    assertNothingIsLostOrCommittedTwice(moment, time);
  }

  private void assertNothingIsLostOrCommittedTwice(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, backend, true);
    cell.crash(halt(moment, time));
    cell.finish(SUCCESS, "--resume");
    cell.assertWholeAndCommittedOnce();
  }

  @ParameterizedTest
  @CsvSource({
    "BATCH_CHOSEN, 5",
    "RESULTS_HEARD, 5",
    "GROUP_GATHERED, 4",
    "GROUP_WRITTEN, 4",
    "GROUP_FORCED, 4",
  })
  void nothingStartsTwiceThatMayNot(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, backend, false);
    cell.crash(halt(moment, time));
    cell.finish(SOME_UNKNOWN, "--resume");
    cell.assertNothingStartedTwice();
  }

  @ParameterizedTest
  @CsvSource({"LEDGER_READ, 1", "LEDGER_REPLAYED, 1", "GROUP_WRITTEN, 1", "OUTPUT_NAMED, 1"})
  void norWhenItEndsAgainWhileItGoesOn(Moment moment, int time) throws Exception {
    var cell = new Cell(directory, backend, true);
    cell.crash(halt(Moment.GROUP_FORCED, 4));
    cell.crash(halt(moment, time), "--resume");
    cell.finish(SUCCESS, "--resume");
    cell.assertWholeAndCommittedOnce();
  }

  @Test
  void aRunThatHadNotBegunIsSaidToBeNone() throws Exception {
    var cell = new Cell(directory, backend, true);
    cell.crash(halt(Moment.RUN_OPENED, 1));
    cell.finish(List.of(2), "--resume");
    assertThat(cell.err()).contains("there is no run run-directory");
  }
}
