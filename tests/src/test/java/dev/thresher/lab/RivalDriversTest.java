package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs that take themselves for the driver of one run. */
@Tag("slow")
@Timeout(180)
class RivalDriversTest {
  private static final int TASKS = 100;

  @TempDir static Path directory;
  private static @Nullable Lab lab;

  @BeforeAll
  static void open() throws Exception {
    lab = Lab.open(directory).orElse(null);
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static Lab lab() {
    var here = lab;
    assumeTrue(here != null, "there is no right to make network namespaces");
    return here;
  }

  @Test
  void theSecondIsRefusedAndTheFirstGoesOn() throws Exception {
    try (var run = lab().run(TASKS, 0.1)) {
      run.awaitBegun(10);
      try (var second = run.resumeFrom(LabHost.RIGHT)) {
        second.ends(2);
        assertThat(second.err()).contains("is still running, in process", "end that first");
      }
      run.awaitEnd();
      run.assertWholeAndCommittedOnce();
      assertThat(run.startedAgain()).isZero();
    }
  }

  @Test
  void oneThatIsStoppedStillHoldsItsRun() throws Exception {
    try (var run = lab().run(TASKS, 0.1)) {
      run.awaitBegun(10);
      run.process().signal("STOP");
      try (var second = run.resumeFrom(LabHost.RIGHT)) {
        second.ends(2);
        assertThat(second.err()).contains("is still running, in process");
      } finally {
        run.process().signal("CONT");
      }
      run.awaitEnd();
      run.assertWholeAndCommittedOnce();
    }
  }

  @Test
  void aLateOneWhoseLocksAreGoneCommitsNothing() throws Exception {
    try (var late = lab().run(TASKS, 0.2)) {
      late.awaitBegun(10);
      late.process().signal("STOP");
      giveLocksToOthers(late);
      try (var next = late.resumeFrom(LabHost.RIGHT)) {
        next.ends(0);
      }
      late.assertWholeAndCommittedOnce();
      var ledger = Files.readAllBytes(late.ledger());
      long begun = late.begun();
      late.process().signal("CONT");
      await("the late one ends").atMost(LabCluster.LONG).until(() -> !late.process().lives(0));
      late.process().ends(6);
      assertThat(late.said()).contains("another coordinator goes on with this run");
      assertThat(late.begun()).as("starts of tasks").isEqualTo(begun);
      assertThat(Files.readAllBytes(late.ledger())).isEqualTo(ledger);
      late.assertWholeAndCommittedOnce();
    }
    lab().run(TASKS, 0).close();
  }

  @Test
  void aLateOneThatComesWhileTheNextIsAtWorkTakesNothingFromIt() throws Exception {
    try (var late = lab().run(TASKS, 0.2)) {
      late.awaitBegun(10);
      late.process().signal("STOP");
      giveLocksToOthers(late);
      try (var next = late.resumeFrom(LabHost.RIGHT)) {
        late.awaitMore(10);
        late.process().signal("CONT");
        next.ends(0);
      }
      late.process().ends(6);
      late.assertWholeAndCommittedOnce();
    }
  }

  /** As a file server does that has not heard of a host for too long. */
  private static void giveLocksToOthers(LabRun run) throws Exception {
    for (var file : List.of(run.ledger(), run.runDirectory().resolve("lock"))) {
      var copy = file.resolveSibling(file.getFileName() + ".copy");
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
