package dev.thresher.backend.node;

import dev.thresher.model.Counted;
import dev.thresher.share.Allotment;
import java.util.function.Consumer;

/** Says that a run waits for workers, and why; not each beat, but when it has changed. */
final class WaitingNotice {
  /** Beats that are waited for before anything is said: as a rule workers come within one. */
  private static final int PATIENCE = 3;

  private final Consumer<String> notices;
  private int beats;
  private String last = "";

  WaitingNotice(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * To be called each beat.
   *
   * @param placed workers that are there or on their way
   * @param waiting workers that have no slot
   */
  void stands(int placed, int waiting, Allotment.Totals cluster) {
    beats = waiting == 0 ? 0 : beats + 1;
    if (waiting == 0) {
      if (!last.isEmpty()) {
        notices.accept(Counted.of(placed, "worker has its slots", "workers have their slots"));
        last = "";
      }
    } else if (beats >= PATIENCE) {
      var now =
          "waits for workers: %d of %d have slots; %s"
              .formatted(placed, placed + waiting, inWords(cluster));
      if (!now.equals(last)) {
        last = now;
        notices.accept(now);
      }
    }
  }

  private static String inWords(Allotment.Totals cluster) {
    if (cluster.agents() == 0) {
      return "no agent has joined the cluster (thresher worker --join)";
    }
    return "the cluster has %s on %s, %d of them free, for %s"
        .formatted(
            Counted.of(cluster.slots(), "slot"),
            Counted.of(cluster.agents(), "host"),
            cluster.freeSlots(),
            Counted.of(cluster.runs(), "run"));
  }
}
