package dev.thresher.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for the disk, and what does not. */
class WriteAheadTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final int ONCE = 1;

  private static final Decision COMMIT = commit(0);
  private static final Decision ACKNOWLEDGE = send(new Request.Acknowledge(1, 4));
  private static final Decision BEAT = send(new Request.Beat(1, 1));
  private static final Decision FINISH = new Decision.Finish(Decision.End.COMPLETED, "");

  private final List<Entry> entries = new ArrayList<>();
  private final List<Boolean> urgent = new ArrayList<>();
  private final WriteAhead ahead =
      new WriteAhead(
          new Log() {
            @Override
            public void listen(Runnable moved) {}

            @Override
            public LogNews news() {
              return flowing(0);
            }

            @Override
            public void append(Entry entry, boolean isUrgent) {
              entries.add(entry);
              urgent.add(isUrgent);
            }
          },
          stage -> stage == ONCE);

  private static Decision.Commit commit(long index) {
    var outcome = new Outcome.Completed(new Payload.Reference("x"));
    return new Decision.Commit(0, 1, W1, List.of(new TaskResult(index, outcome, 1)));
  }

  private static Decision send(Request request) {
    return new Decision.Send(W1, request);
  }

  private static Decision run(int stage) {
    return send(new RunTasks(1, new BatchId(1), new TaskRange(stage, 0, 2), 1, false, List.of()));
  }

  private static LogNews news(long durable, LogNews.State state) {
    return new LogNews(durable, state, "");
  }

  private static LogNews flowing(long durable) {
    return news(durable, LogNews.State.FLOWING);
  }

  @Test
  void aCommitIsToldAndAcknowledgedOnlyOnceItIsOnDisk() {
    assertThat(ahead.take(List.of(COMMIT, ACKNOWLEDGE))).isEmpty();
    assertThat(entries).hasSize(1);
    assertThat(ahead.on(flowing(0))).isEmpty();
    assertThat(ahead.on(flowing(1))).containsExactly(COMMIT, ACKNOWLEDGE);
  }

  @Test
  void nothingElseWaitsForIt() {
    assertThat(ahead.take(List.of(COMMIT, ACKNOWLEDGE, run(0), BEAT)))
        .containsExactly(run(0), BEAT);
  }

  @Test
  void anAcknowledgementWaitsForWhatWasCommittedBeforeIt() {
    ahead.take(List.of(COMMIT));
    assertThat(ahead.take(List.of(ACKNOWLEDGE))).isEmpty();
    assertThat(ahead.take(List.of(commit(1)))).isEmpty();
    assertThat(ahead.on(flowing(1))).containsExactly(COMMIT, ACKNOWLEDGE);
    assertThat(ahead.take(List.of(ACKNOWLEDGE))).isEmpty();
    assertThat(ahead.on(flowing(2))).containsExactly(commit(1), ACKNOWLEDGE);
    assertThat(ahead.take(List.of(ACKNOWLEDGE))).containsExactly(ACKNOWLEDGE);
  }

  @Test
  void aTaskThatMayStartOnceIsSentOnlyOnceThatIsOnDiskAndAsksForHaste() {
    assertThat(ahead.take(List.of(run(ONCE)))).isEmpty();
    assertThat(entries).containsExactly(new Entry.Dispatched(W1, new TaskRange(ONCE, 0, 2), 1));
    assertThat(urgent).containsExactly(true);
    assertThat(ahead.on(flowing(1))).containsExactly(run(ONCE));
  }

  @Test
  void nothingThatHasWaitedIsSentToAWorkerThatWasGivenUp() {
    ahead.take(List.of(run(ONCE), COMMIT));
    var kill = new Decision.Kill(W1, "silent");
    assertThat(ahead.take(List.of(kill))).containsExactly(kill);
    assertThat(ahead.on(flowing(2))).containsExactly(COMMIT);
  }

  @Test
  void anAttemptThatCameToNothingIsWrittenDownAndToldAtOnce() {
    var retry = new Decision.Retry(new TaskId(0, 3), 2, new Outcome.TimedOut(1));
    assertThat(ahead.take(List.of(retry))).containsExactly(retry);
    assertThat(entries).containsExactly(new Entry.Retried(new TaskId(0, 3), 2, true));
  }

  @Test
  void theRunEndsOnlyOnceEverythingIsOnDisk() {
    ahead.take(List.of(COMMIT));
    assertThat(ahead.take(List.of(FINISH))).isEmpty();
    assertThat(ahead.on(flowing(1))).containsExactly(COMMIT, FINISH);
  }

  @Test
  void onceTheDiskHasFailedNobodyIsToldOfAnythingButTheEnd() {
    ahead.take(List.of(COMMIT, ACKNOWLEDGE, FINISH));
    assertThat(ahead.on(news(0, LogNews.State.FAILED))).containsExactly(FINISH);
    assertThat(ahead.take(List.of(COMMIT, ACKNOWLEDGE, run(ONCE), BEAT, FINISH)))
        .containsExactly(BEAT, FINISH);
    assertThat(ahead.on(flowing(5))).isEmpty();
  }

  @Test
  void aRunThatIsCancelledDoesNotWaitForAFullDisk() {
    ahead.take(List.of(COMMIT));
    ahead.on(news(0, LogNews.State.WAITING));
    var cancelled = new Decision.Finish(Decision.End.CANCELLED, "");
    assertThat(ahead.take(List.of(cancelled))).containsExactly(cancelled);
    assertThat(ahead.on(flowing(1))).isEmpty();
  }

  @Test
  void withoutALedgerNothingWaits() {
    var free = new WriteAhead(Log.NONE, _ -> true);
    var all = List.of(run(ONCE), COMMIT, ACKNOWLEDGE, FINISH);
    assertThat(free.take(all)).isEqualTo(all);
  }
}
