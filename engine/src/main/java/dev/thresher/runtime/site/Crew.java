package dev.thresher.runtime.site;

import dev.thresher.api.TaskPlace;
import dev.thresher.api.WorkerInfo;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The workers of a site as a caller may see them. Safe for several threads. */
final class Crew {
  private static final class Hand {
    TaskPlace place;
    WorkerInfo.State state = WorkerInfo.State.STARTING;
    Optional<String> task = Optional.empty();
    long sinceNanos = System.nanoTime();
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

  private final TreeMap<Incarnation, Hand> hands = new TreeMap<>();

  synchronized void starting(Incarnation worker, long pid) {
    hands.putIfAbsent(worker, new Hand(new TaskPlace(worker.toString(), "localhost", pid)));
  }

  synchronized void serving(Incarnation worker, TaskPlace place) {
    var hand = hands.computeIfAbsent(worker, _ -> new Hand(place));
    hand.place = place;
    if (hand.state == WorkerInfo.State.STARTING) {
      hand.become(WorkerInfo.State.IDLE, Optional.empty(), 0);
    }
  }

  synchronized void working(Incarnation worker, List<Reply.Running> running) {
    var hand = hands.get(worker);
    if (hand == null) {
      return;
    }
    if (running.isEmpty()) {
      hand.become(WorkerInfo.State.IDLE, Optional.empty(), 0);
    } else {
      var first = running.getFirst();
      hand.become(
          WorkerInfo.State.BUSY, Optional.of("task " + first.task()), first.forNanos());
    }
  }

  synchronized void ended(Incarnation worker, long tasks) {
    var hand = hands.get(worker);
    if (hand != null) {
      hand.finished += tasks;
    }
  }

  synchronized void gone(Incarnation worker) {
    hands.remove(worker);
  }

  /** Where the worker is, also if it is not known (any more). */
  synchronized TaskPlace place(Incarnation worker) {
    var hand = hands.get(worker);
    return hand == null ? new TaskPlace(worker.toString(), "localhost", 0) : hand.place;
  }

  /** The one of that name, such as {@code w2#1}; null if there is none now. */
  synchronized @Nullable Incarnation find(String name) {
    for (var worker : hands.keySet()) {
      if (worker.toString().equals(name)) {
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
