package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.Value;
import dev.thresher.report.RunEvents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunFollowerTest {
  private final Screen screen =
      new Screen(new PrintStream(new ByteArrayOutputStream()), Terminal.NONE);
  private final RunLog log = RunLog.open(screen, false);
  private final RunFollower follower =
      new RunFollower(new FakeServices().plan(), BackendKind.THREADS, log);

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void tellsTerminationFromInterruption() {
    follower.on(RunEvents.started(BackendKind.THREADS, "memory", 4));
    follower.on(RunEvents.ended(1, RunEnd.INTERRUPTED, "", Value.Absent.ABSENT));
    assertThat(follower.report(true).end()).isEqualTo(RunEnd.TERMINATED);
  }

  @Test
  void leavesOtherEndsAsTheyAre() {
    follower.on(RunEvents.ended(1, RunEnd.COMPLETED, "", Value.Absent.ABSENT));
    assertThat(follower.report(true).end()).isEqualTo(RunEnd.COMPLETED);
  }

  @Test
  void keepsAThousandNoticesThatNobodyTakesAndCountsTheRest() {
    for (int i = 0; i < 1_500; i++) {
      follower.on(new Notice(0, "line " + i));
    }
    assertThat(follower.takeNotices()).hasSize(1_001).last().isEqualTo("… 500 more lines");
    assertThat(follower.takeNotices()).isEmpty();
  }

  @Test
  void hasNothingToShowBeforeTheRunBegins() {
    assertThat(follower.frame(80, 24)).isEmpty();
    assertThat(follower.plainLine()).isEmpty();
    assertThatThrownBy(() -> follower.report(false)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsAFrameOnceTheRunHasBegun() {
    follower.on(RunEvents.started(BackendKind.THREADS, "memory", 4));
    follower.on(RunEvents.up(0, RunEvents.W1, 1));
    assertThat(follower.frame(80, 24)).hasSize(2).first().asString().contains("0 of 4 tasks");
  }
}
