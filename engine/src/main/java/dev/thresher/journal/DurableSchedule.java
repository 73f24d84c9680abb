package dev.thresher.journal;

import dev.thresher.model.Incarnation;
import dev.thresher.plan.Plan;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.RunProgress;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.task.Semantics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The decisions of a run, each as soon as what it rests on is on disk; with {@link Log#NONE} at
 * once. While the disk is full, nothing new is handed out; that it is slow is bounded by the
 * schedule itself, for which what waits here has not been taken in. A plain object with one owner.
 */
public final class DurableSchedule {
  private final RunSchedule schedule;
  private final Log log;
  private final WriteAhead ahead;
  private boolean paused;
  private boolean failed;

  public DurableSchedule(RunSchedule schedule, Plan plan, Log log) {
    this(
        schedule,
        log,
        stage -> plan.stages().get(stage).spec().semantics() == Semantics.AT_MOST_ONCE);
  }

  private DurableSchedule(RunSchedule schedule, Log log, IntPredicate startsOnce) {
    this.schedule = schedule;
    this.log = log;
    this.ahead = new WriteAhead(log, startsOnce);
  }

  /** For a run of which nothing is written down. */
  public static DurableSchedule unlogged(RunSchedule schedule) {
    return new DurableSchedule(schedule, Log.NONE, _ -> false);
  }

  /** The decisions to perform, in this order; they may belong to earlier events. */
  public List<Decision> on(ScheduleEvent event, long nowNanos) {
    if (event instanceof ScheduleEvent.WorkerGone(Incarnation gone, _, _)) {
      ahead.forget(gone);
    }
    return balanced(ahead.take(schedule.on(event, nowNanos)), nowNanos);
  }

  /**
   * @param moved is run, on any thread, whenever {@link #onLogMoved} has something to give
   */
  public void whenLogMoves(Runnable moved) {
    log.listen(moved);
  }

  /** More is on disk, or nothing more will be: gives the decisions that have waited for that. */
  public List<Decision> onLogMoved(long nowNanos) {
    var news = log.news();
    var due = ahead.on(news);
    if (news.state() == LogNews.State.FAILED && !failed) {
      failed = true;
      var cancel = new ScheduleEvent.CancelAsked("the ledger failed: " + news.detail());
      due.addAll(ahead.take(schedule.on(cancel, nowNanos)));
    }
    return balanced(due, nowNanos);
  }

  private List<Decision> balanced(List<Decision> due, long nowNanos) {
    boolean pause = ahead.state() == LogNews.State.WAITING;
    if (pause == paused) {
      return due;
    }
    paused = pause;
    var all = new ArrayList<>(due);
    all.addAll(ahead.take(schedule.on(new ScheduleEvent.HandOut(!pause), nowNanos)));
    return all;
  }

  /** A snapshot; costs a look at every worker and stage. */
  public RunProgress progress() {
    return schedule.progress();
  }
}
