package dev.thresher.runtime.site;

import dev.thresher.api.TaskPlace;
import dev.thresher.api.WorkerInfo;
import dev.thresher.model.Incarnation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The workers of a site as a caller may see them. Safe for several threads. */
final class Crew {
  /** News of a worker's last tasks come after its end. */
  private static final int MOST_FORMER = 1_000;

  private static final class Hand {
    TaskPlace place;
    WorkerInfo.State state = WorkerInfo.State.STARTING;
    Optional<String> task = Optional.empty();
    final long bornNanos = System.nanoTime();
    long sinceNanos = bornNanos;
    long finished;

    Hand(TaskPlace place) {
      this.place = place;
    }

    void become(WorkerInfo.State next, Optional<String> doing, long forNanos) {
      if (state != next || !task.equals(doing)) {
        state = next;
        task = doing;
        sinceNanos = System.nanoTime() - forNanos;
      }
    }
  }

  private final String prefix;
  private final TreeMap<Incarnation, Hand> hands = new TreeMap<>();
  private final Map<Incarnation, TaskPlace> former =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Incarnation, TaskPlace> eldest) {
          return size() > MOST_FORMER;
        }
      };

  /**
   * @param executor its name, with which the names of its workers begin
   */
  Crew(String executor) {
    this.prefix = executor + "-";
  }

  /** {@code crunch-2} fills the second place, {@code crunch-2#2} after it. */
  private String nameOf(Incarnation worker) {
    return prefix + worker.toString().substring(1);
  }

  synchronized void starting(Incarnation worker, long pid) {
    hands.putIfAbsent(worker, new Hand(new TaskPlace(nameOf(worker), "localhost", pid)));
  }

  synchronized void serving(Incarnation worker, String host, long pid) {
    var place = new TaskPlace(nameOf(worker), host, pid);
    var hand = hands.computeIfAbsent(worker, _ -> new Hand(place));
    hand.place = place;
    if (hand.state == WorkerInfo.State.STARTING) {
      hand.become(WorkerInfo.State.IDLE, Optional.empty(), 0);
    }
  }

  /**
   * @param task what it runs, in words; empty if it is idle
   * @param forNanos since when it does
   */
  synchronized void working(Incarnation worker, Optional<String> task, long forNanos) {
    var hand = hands.get(worker);
    if (hand == null || hand.state == WorkerInfo.State.DRAINING) {
      return;
    }
    hand.become(task.isPresent() ? WorkerInfo.State.BUSY : WorkerInfo.State.IDLE, task, forNanos);
  }

  synchronized void ended(Incarnation worker, long tasks) {
    var hand = hands.get(worker);
    if (hand != null) {
      hand.finished += tasks;
    }
  }

  /** Whether a worker has done enough. */
  interface Wear {
    boolean isWorn(long pid, Duration age, long finished);
  }

  /** Those that are worn and were not before; they take no further task from now on. */
  synchronized List<Incarnation> retire(Wear wear) {
    var retired = new ArrayList<Incarnation>();
    long now = System.nanoTime();
    hands.forEach((worker, hand) -> {
      boolean serves = hand.state == WorkerInfo.State.IDLE || hand.state == WorkerInfo.State.BUSY;
      var age = Duration.ofNanos(now - hand.bornNanos);
      if (serves && wear.isWorn(hand.place.pid(), age, hand.finished)) {
        hand.become(WorkerInfo.State.DRAINING, hand.task, 0);
        retired.add(worker);
      }
    });
    return retired;
  }

  synchronized void gone(Incarnation worker) {
    var hand = hands.remove(worker);
    if (hand != null) {
      former.put(worker, hand.place);
    }
  }

  /** Where the worker is, also if it is not known (any more). */
  synchronized TaskPlace place(Incarnation worker) {
    var hand = hands.get(worker);
    return hand == null
        ? former.getOrDefault(worker, new TaskPlace(nameOf(worker), "localhost", 0))
        : hand.place;
  }

  /** The one of that name; null if there is none now. */
  synchronized @Nullable Incarnation find(String name) {
    for (var worker : hands.keySet()) {
      if (nameOf(worker).equals(name)) {
        return worker;
      }
    }
    return null;
  }

  synchronized List<WorkerInfo> infos() {
    long now = System.nanoTime();
    return hands.values().stream()
        .map(hand ->
            new WorkerInfo(
                hand.place,
                hand.state,
                hand.task,
                Duration.ofNanos(now - hand.sinceNanos),
                hand.finished))
        .toList();
  }
}
