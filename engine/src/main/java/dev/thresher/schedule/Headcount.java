package dev.thresher.schedule;

import dev.thresher.model.WorkerId;
import dev.thresher.schedule.Decision.Replace;
import dev.thresher.schedule.Place.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides, where workers come and go with the work, which places are filled that were empty for
 * want of it, and who is let go.
 */
final class Headcount {
  /** A new worker is not worth its start for tasks that will have begun without it. */
  private static final long PATIENCE_NANOS = 200_000_000;

  private final Elasticity terms;
  private final Workforce workforce;
  private final Backlog backlog;
  private long waitingSince = -1;

  Headcount(Elasticity terms, Workforce workforce, Backlog backlog) {
    this.terms = terms;
    this.workforce = workforce;
    this.backlog = backlog;
    for (int place = terms.fewest() + 1; place <= terms.most(); place++) {
      workforce.reserve(WorkerId.numbered(place));
    }
  }

  /** Fills places while tasks wait that nobody who is there or on the way could begin. */
  void grow(long nowNanos, List<Decision> decisions) {
    long missing = backlog.unsettledTasks() - workforce.taken() - workforce.coming();
    if (missing <= 0) {
      waitingSince = -1;
      return;
    }
    waitingSince = waitingSince < 0 ? nowNanos : waitingSince;
    if (workforce.staffed() > 0 && nowNanos - waitingSince < PATIENCE_NANOS) {
      return;
    }
    for (var place : workforce.places()) {
      if (missing > 0 && place.state() instanceof State.Reserve(int number)) {
        place.become(new State.Expected(number + 1));
        decisions.add(new Replace(place.worker(), number + 1, Duration.ZERO));
        missing--;
      }
    }
  }

  /** The one who is to go next, as there has been nothing to do for it for long. */
  Optional<Member> idle(long nowNanos) {
    workforce.serving().forEach(member -> member.noteIdle(nowNanos));
    if (workforce.staffed() <= terms.fewest()) {
      return Optional.empty();
    }
    return workforce.serving().reversed().stream()
        .filter(member -> member.retiresFor == null)
        .filter(member -> member.idleNanos(nowNanos) >= terms.idleTimeout().toNanos())
        .findFirst();
  }
}
