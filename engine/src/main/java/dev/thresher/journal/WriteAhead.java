package dev.thresher.journal;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.schedule.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The commit rule: what has to be on disk before a decision is performed. Decisions go in as they
 * are made and come out when they may be performed.
 *
 * <ul>
 *   <li>A commit is told to nobody before it is on disk: no result is combined, no file of a task
 *       published, no stage over its rows begun, no failure shown.
 *   <li>An acknowledgement is not sent before all commits decided earlier are on disk: then the
 *       worker, the only other one who has the results, may forget them.
 *   <li>A task that may start once only is not sent before it is on disk that it will be.
 *   <li>The run does not end before everything is on disk.
 * </ul>
 *
 * <p>Everything else is performed at once, before what was decided earlier and waits: messages may
 * overtake each other anyway. A plain object with one owner.
 */
final class WriteAhead {
  private final Log log;
  private final IntPredicate startsOnce;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private long appended;
  private long durable;
  private LogNews.State state = LogNews.State.FLOWING;

  /** Waits for the log to have the entry {@code after}. */
  private record Held(Decision decision, long after) {}

  /**
   * @param startsOnce by number of a stage: whether its tasks may start once only
   */
  WriteAhead(Log log, IntPredicate startsOnce) {
    this.log = log;
    this.startsOnce = startsOnce;
    this.durable = log.news().durable();
  }

  LogNews.State state() {
    return state;
  }

  /** Takes the next decisions in their order; gives those that may be performed now. */
  List<Decision> take(List<Decision> decisions) {
    var now = new ArrayList<Decision>(decisions.size());
    for (var decision : decisions) {
      take(decision, now);
    }
    return now;
  }

  private void take(Decision decision, List<Decision> now) {
    switch (decision) {
      case Decision.Commit(int stage, int attempt, Incarnation by, var results) -> {
        append(new Entry.Committed(stage, attempt, by, results), false);
        hold(decision, now);
      }
      case Decision.Retry(var task, int attempt, var outcome) -> {
        append(new Entry.Retried(task, attempt, !(outcome instanceof Outcome.Lost)), false);
        now.add(decision);
      }
      case Decision.Send(Incarnation to, Request request) -> send(decision, to, request, now);
      case Decision.Kill(Incarnation worker, _) -> {
        forget(worker);
        now.add(decision);
      }
      case Decision.Withdraw _, Decision.Replace _ -> now.add(decision);
      case Decision.Finish(var end, _) -> {
        if (state == LogNews.State.WAITING && end != Decision.End.COMPLETED) {
          abandon();
          now.add(decision);
        } else {
          hold(decision, now);
        }
      }
    }
  }

  private void send(Decision decision, Incarnation to, Request request, List<Decision> now) {
    switch (request) {
      case RunTasks batch when startsOnce.test(batch.tasks().stage()) -> {
        append(new Entry.Dispatched(to, batch.tasks(), batch.attempt()), true);
        hold(decision, now);
      }
      case Request.Acknowledge _ -> hold(decision, now);
      case Request.Welcome _,
          Request.Define _,
          Request.ForgetStage _,
          RunTasks _,
          Request.Revoke _,
          Request.Cancel _,
          Request.CancelTask _,
          Request.Beat _,
          Request.Drain _,
          Request.Stop _ ->
          now.add(decision);
    }
  }

  private void append(Entry entry, boolean urgent) {
    log.append(entry, urgent);
    appended++;
  }

  private void hold(Decision decision, List<Decision> now) {
    if (appended <= durable) {
      now.add(decision);
    } else if (state != LogNews.State.FAILED) {
      held.add(new Held(decision, appended));
    } else if (decision instanceof Decision.Finish) {
      now.add(decision);
    }
  }

  /**
   * Gives what has waited for the log to be so far. Once the log has failed, only the end of the
   * run comes out.
   */
  List<Decision> on(LogNews news) {
    durable = Math.max(durable, news.durable());
    state = state == LogNews.State.FAILED ? state : news.state();
    var now = new ArrayList<Decision>();
    while (!held.isEmpty() && held.peek().after <= durable) {
      now.add(held.remove().decision);
    }
    if (state == LogNews.State.FAILED) {
      held.stream().map(Held::decision).filter(Decision.Finish.class::isInstance).forEach(now::add);
      abandon();
    }
    return now;
  }

  /** Nothing is sent to this worker any more. */
  void forget(Incarnation gone) {
    held.removeIf(
        one -> one.decision instanceof Decision.Send(Incarnation to, _) && to.equals(gone));
  }

  // What was not told is not lost: the next life of the run does it again.
  private void abandon() {
    held.clear();
  }
}
