package dev.thresher.schedule;

import dev.thresher.model.WorkerId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** A worker's place in the run and who fills it, one incarnation after the other. */
final class Place {
  /** Who fills a place. */
  sealed interface State {
    /** Nobody yet: an incarnation of this number, or a later one, is on its way. */
    record Expected(int number) implements State {}

    record Serving(Member member) implements State {}

    /**
     * Nobody: its last incarnation is being ended by force, and its departure will follow.
     *
     * @param undecided holds what may start once only, until it is known what of that had started
     * @param sinceNanos when the order to end it was given
     */
    record Ending(int number, Optional<Member> undecided, long sinceNanos) implements State {
      /** Nothing is left to be decided. */
      static Ending of(int number) {
        return new Ending(number, Optional.empty(), 0);
      }
    }

    /** Nobody, as there is too little to do; {@code number} is that of the last incarnation. */
    record Reserve(int number) implements State {}

    /** Nobody, and nobody is sent for. */
    record Vacant(int number, String why) implements State {}
  }

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final WorkerId worker;
  private final ArrayDeque<Long> fruitlessEnds = new ArrayDeque<>();
  private State state;
  private boolean closing;

  Place(WorkerId worker, State state) {
    this.worker = worker;
    this.state = state;
  }

  WorkerId worker() {
    return worker;
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  /** When whoever serves is gone nobody follows, until there is more to do. */
  void closeAfterwards() {
    closing = true;
  }

  /** Whether nobody is to follow. */
  boolean isClosing() {
    return closing;
  }

  void keepInReserve(int number) {
    closing = false;
    state = new State.Reserve(number);
  }

  /** An incarnation has ended that came to nothing: no result, and no task found out as culprit. */
  void countFruitless(long nowNanos) {
    fruitlessEnds.add(nowNanos);
  }

  /**
   * How long to wait before the place is filled again; empty if that has been in vain too often.
   *
   * @param limit vain attempts within {@code window} that are borne
   */
  Optional<Duration> pause(int limit, Duration window, long nowNanos) {
    while (!fruitlessEnds.isEmpty() && nowNanos - fruitlessEnds.peek() > window.toNanos()) {
      fruitlessEnds.remove();
    }
    int vain = fruitlessEnds.size();
    if (vain > limit) {
      return Optional.empty();
    }
    if (vain == 0) {
      return Optional.of(Duration.ZERO);
    }
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(vain - 1, 20));
    return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }
}
