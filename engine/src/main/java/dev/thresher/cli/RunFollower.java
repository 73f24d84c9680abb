package dev.thresher.cli;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Counted;
import dev.thresher.model.PrintableText;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.plan.Plan;
import dev.thresher.report.PlainPace;
import dev.thresher.report.ProgressFrame;
import dev.thresher.report.ProgressState;
import dev.thresher.report.RunRecording;
import dev.thresher.report.RunReport;
import dev.thresher.runtime.RunListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run's events without ever printing: a terminal that is held up must not hold up the run.
 * The display asks for lines and frames from its own thread.
 */
final class RunFollower implements RunListener {
  private static final int NOTICES_KEPT = 1_000;

  private final RunRecording recording;
  private final ProgressState progress;
  private final PlainPace pace = new PlainPace();
  private final Deque<String> notices = new ArrayDeque<>();
  private final RunLog log;
  private long dropped;
  private @Nullable Long originNanos;
  private @Nullable RunEnded ended;

  RunFollower(Plan plan, BackendKind backend, RunLog log) {
    this.recording = new RunRecording(plan.name(), plan.stageNames(), backend);
    this.progress = new ProgressState(plan.stageNames());
    this.log = log;
  }

  @Override
  public synchronized void on(RunEvent event) {
    if (originNanos == null) {
      originNanos = System.nanoTime() - event.atNanos();
    }
    progress.on(event);
    switch (event) {
      case RunEnded run -> ended = run;
      case Notice notice -> add(notice.text());
      case RunStarted run -> {
        log.writeTo(run.runDirectory());
        add(
            run.workload()
                + " on "
                + run.backend().keyword()
                + ", run directory "
                + run.runDirectory());
        recording.on(run);
      }
      case RunEvent.WorkerStarting _,
          RunEvent.WorkerUp _,
          RunEvent.WorkerDown _,
          RunEvent.StageSized _,
          RunEvent.TasksEnded _,
          RunEvent.TasksKept _,
          RunEvent.TaskFailed _,
          RunEvent.TaskRetried _,
          RunEvent.Lane _ ->
          recording.on(event);
    }
  }

  private void add(String notice) {
    if (notices.size() < NOTICES_KEPT) {
      notices.add(PrintableText.escape(notice));
    } else {
      dropped++;
    }
  }

  /** Lines that have come since the last call. */
  synchronized List<String> takeNotices() {
    if (dropped > 0) {
      notices.add("… " + Counted.of(dropped, "more line"));
      dropped = 0;
    }
    var lines = List.copyOf(notices);
    notices.clear();
    return lines;
  }

  /** Empty before the run has begun. */
  synchronized List<String> frame(int width, int height) {
    return originNanos == null
        ? List.of()
        : ProgressFrame.lines(progress, sinceOrigin(originNanos), width, height);
  }

  synchronized Optional<String> plainLine() {
    return originNanos == null ? Optional.empty() : pace.next(progress, sinceOrigin(originNanos));
  }

  private static long sinceOrigin(long originNanos) {
    return System.nanoTime() - originNanos;
  }

  /**
   * @param terminated whether SIGTERM asked for the end, which the engine cannot tell from Ctrl-C
   */
  synchronized RunReport report(boolean terminated) {
    var last = ended;
    if (last == null) {
      throw new IllegalStateException("the engine has sent no last event");
    }
    boolean byTerm = terminated && last.end() == RunEnd.INTERRUPTED;
    recording.on(byTerm ? withEnd(last, RunEnd.TERMINATED) : last);
    return recording.report();
  }

  private static RunEnded withEnd(RunEnded last, RunEnd end) {
    return new RunEnded(
        last.atNanos(),
        end,
        last.detail(),
        last.bytesSent(),
        last.bytesReceived(),
        last.result(),
        last.outputs());
  }
}
