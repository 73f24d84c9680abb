package dev.thresher.sim;

import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.schedule.Elasticity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges a run whose workers come and go: nobody is let go who had something to do a moment ago,
 * never too many, and others are sent for when tasks wait.
 */
final class ElasticityChecker {
  private static final String IDLE = "has had nothing to do";
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  private final Scenario scenario;
  private final Elasticity terms;
  private final List<String> violations;
  private final Set<WorkerId> filled = new HashSet<>();
  private final Map<Incarnation, Long> busyAt = new HashMap<>();
  private long open;
  private long waitingSince = -1;
  private boolean stops;

  ElasticityChecker(Scenario scenario, Elasticity terms, List<String> violations) {
    this.scenario = scenario;
    this.terms = terms;
    this.violations = violations;
    for (int place = 1; place <= terms.fewest(); place++) {
      filled.add(WorkerId.numbered(place));
    }
  }

  void look(Happening happening) {
    judgeWaiting(happening);
    switch (happening) {
      case Happening.Submitted(_, _, long from, long until) -> open += until - from;
      case Happening.Committed _, Happening.Withdrawn _ -> open--;
      case Happening.Welcomed(long at, var worker) -> busyAt.putIfAbsent(worker, at);
      case Happening.Began(long at, var worker, _, _) -> busyAt.put(worker, at);
      case Happening.Ended(long at, var worker, _, _, _) -> busyAt.put(worker, at);
      case Happening.SentFor(_, var worker, _) -> filled.add(worker.worker());
      case Happening.Killed killed -> onKilled(killed);
      case Happening.DrainAsked _, Happening.CancelAsked _ -> stops = true;
      case Happening.Came _,
          Happening.Died _,
          Happening.ToldGone _,
          Happening.Froze _,
          Happening.Dispatched _,
          Happening.Arrived _,
          Happening.Reported _,
          Happening.Acknowledged _,
          Happening.Unwanted _,
          Happening.SubmissionsEnded _,
          Happening.Retried _,
          Happening.TakenIn _,
          Happening.Finished _ -> {}
    }
  }

  private void judgeWaiting(Happening happening) {
    boolean waits = open > (long) filled.size() * scenario.slots() && filled.size() < terms.most();
    if (!waits) {
      waitingSince = -1;
    } else if (waitingSince < 0) {
      waitingSince = happening.at();
    } else if (happening.at() - waitingSince > LONGEST_WAIT_NANOS && isJudged()) {
      violations.add("nobody is sent for, though " + open + " tasks wait: " + happening);
      waitingSince = happening.at();
    }
  }

  private boolean isJudged() {
    return scenario.isCalm() && !stops;
  }

  private void onKilled(Happening.Killed killed) {
    if (!killed.reason().equals(IDLE)) {
      return;
    }
    filled.remove(killed.worker().worker());
    if (filled.size() < terms.fewest()) {
      violations.add("fewer than " + terms.fewest() + " are left: " + killed);
    }
    long idle = killed.at() - busyAt.getOrDefault(killed.worker(), 0L);
    if (idle < terms.idleTimeout().toNanos()) {
      violations.add("let go though it had nothing to do for " + idle + " ns only: " + killed);
    }
  }
}
