package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A worker's numbered reports, kept until the coordinator acknowledges them. */
final class Outbox {
  private record Kept(Reply.Report report, long sentInBeat) {}

  private record Closed(BatchId batch, long lastReport) {}

  private final ArrayDeque<Kept> unacknowledged = new ArrayDeque<>();
  private final ArrayDeque<Closed> closed = new ArrayDeque<>();
  private long sequence;
  private long beat;

  Reply.Report ended(RunTasks batch, List<TaskResult> results, boolean finished) {
    return keep(
        new Reply.Ended(
            batch.epoch(), ++sequence, batch.batch(), batch.attempt(), results, finished));
  }

  Reply.Report returned(long epoch, BatchId batch, Optional<TaskRange> tasks) {
    return keep(new Reply.Returned(epoch, ++sequence, batch, tasks));
  }

  /** No report about this batch will follow. */
  void close(BatchId batch) {
    closed.add(new Closed(batch, sequence));
  }

  /**
   * Forgets the reports up to and including this number. Answers the closed batches of which every
   * report is acknowledged by now, each once.
   */
  List<BatchId> acknowledge(long upTo) {
    while (!unacknowledged.isEmpty() && unacknowledged.peek().report.sequence() <= upTo) {
      unacknowledged.remove();
    }
    var settled = new ArrayList<BatchId>();
    while (!closed.isEmpty() && closed.peek().lastReport <= upTo) {
      settled.add(closed.remove().batch);
    }
    return settled;
  }

  /** A beat has passed: what was last sent before the one before it is due again. */
  List<Reply.Report> dueAgain() {
    beat++;
    return sendAgain(beat - 1);
  }

  List<Reply.Report> allAgain() {
    return sendAgain(Long.MAX_VALUE);
  }

  /** Whether something about this batch is not known to have arrived. Costs a look at each. */
  boolean mentions(BatchId batch) {
    return unacknowledged.stream().anyMatch(kept -> kept.report.batch().equals(batch));
  }

  private List<Reply.Report> sendAgain(long sentBefore) {
    var due = new ArrayList<Reply.Report>();
    for (int left = unacknowledged.size(); left > 0; left--) {
      var kept = unacknowledged.remove();
      boolean again = kept.sentInBeat < sentBefore;
      unacknowledged.add(again ? new Kept(kept.report, beat) : kept);
      if (again) {
        due.add(kept.report);
      }
    }
    return due;
  }

  private Reply.Report keep(Reply.Report report) {
    unacknowledged.add(new Kept(report, beat));
    return report;
  }
}
