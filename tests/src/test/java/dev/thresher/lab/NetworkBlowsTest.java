package dev.thresher.lab;

import static dev.thresher.lab.LabHost.BIG;
import static dev.thresher.lab.LabHost.DESK;
import static dev.thresher.lab.LabHost.LEFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One run on one cluster, met by short faults one after the other: after each it goes on with both
 * workers, and has started no task again but those of a worker or a run that was killed.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetworkBlowsTest {
  private static final int TASKS = 800;

  @TempDir static Path directory;
  private static @Nullable Lab lab;
  private static @Nullable LabRun run;
  private static int again;

  @BeforeAll
  static void open() throws Exception {
    lab = Lab.open(directory).orElse(null);
    run = lab == null ? null : lab.run(TASKS, 0.15);
  }

  @AfterAll
  static void close() {
    if (run != null) {
      run.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  static List<LabCell> blows() {
    return List.of(
        new LabCell(Fault.CUT, BIG, 1, 0),
        new LabCell(Fault.CUT, LEFT, 1, 0),
        new LabCell(Fault.CUT, DESK, 1, 0),
        new LabCell(Fault.MUTE, LEFT, 1, 0),
        new LabCell(Fault.DEAF, LEFT, 1, 0),
        new LabCell(Fault.PULLED, LEFT, 1, 0),
        new LabCell(Fault.DELAYED, LEFT, 2, 0),
        new LabCell(Fault.RESETS, LEFT, 2, 0),
        new LabCell(Fault.FLIPS, LEFT, 2, 0),
        new LabCell(Fault.FROZEN, BIG, 1, 0),
        new LabCell(Fault.FROZEN, LEFT, 1, 0),
        new LabCell(Fault.FROZEN, DESK, 1, 0),
        new LabCell(Fault.KILLED, BIG, 0, 0),
        new LabCell(Fault.KILLED, LEFT, 0, 8),
        new LabCell(Fault.KILLED, DESK, 0, 16));
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("blows")
  void theRunGoesOn(LabCell blow) throws Exception {
    var here = lab;
    var struck = run;
    assumeTrue(here != null && struck != null, "there is no right to make network namespaces");
    struck.awaitMore(2);
    blow.meet(here.cluster(), struck, () -> struck.awaitMore(6));
    here.cluster().ready();
    again += blow.again();
    assertThat(struck.startedAgain()).as("tasks started again").isLessThanOrEqualTo(again);
  }

  @Order(2)
  @Test
  void andIsWholeInTheEnd() throws Exception {
    var struck = run;
    assumeTrue(struck != null, "there is no right to make network namespaces");
    assertThat(struck.begun()).as("blows that came too late").isLessThan(TASKS);
    struck.hurry();
    struck.awaitEnd();
    struck.assertWholeAndCommittedOnce();
  }
}
