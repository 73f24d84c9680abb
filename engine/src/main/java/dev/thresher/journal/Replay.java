package dev.thresher.journal;

import dev.thresher.model.Outcome;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Intervals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Picks from a ledger's entries, read a second time, the ends of tasks that count at the end of it:
 * each of them once, in the order in which they were written, and under the number that its stage
 * has now. A plain object with one owner.
 */
public final class Replay {
  private final RunState state;
  private final List<Intervals> told = new ArrayList<>();
  private final List<Map<Long, Integer>> superseded = new ArrayList<>();
  private int epoch = -1;

  /**
   * @param state that all the entries add up to
   */
  public Replay(RunState state) {
    this.state = state;
    for (var stage : state.stages()) {
      told.add(new Intervals());
      superseded.add(new TreeMap<>(stage.superseded()));
    }
  }

  /** What of the next entry counts. */
  public Optional<Entry.Committed> on(Entry entry) {
    if (entry instanceof Entry.EpochOpened) {
      epoch++;
    }
    return entry instanceof Entry.Committed committed ? counting(committed) : Optional.empty();
  }

  private Optional<Entry.Committed> counting(Entry.Committed committed) {
    int now = numberNow(committed.stage());
    if (now == Entry.StageOpened.ANEW) {
      return Optional.empty();
    }
    var counting = committed.results().stream().filter(result -> counts(now, result)).toList();
    return counting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Entry.Committed(now, committed.attempt(), committed.by(), List.copyOf(counting)));
  }

  private int numberNow(int stage) {
    int number = stage;
    for (int next = epoch + 1; next < state.continuations().size(); next++) {
      number = state.continuations().get(next).indexOf(number);
      if (number < 0) {
        return Entry.StageOpened.ANEW;
      }
    }
    return number;
  }

  private boolean counts(int stage, TaskResult result) {
    long index = result.index();
    var ended = state.stages().get(stage);
    boolean counts =
        switch (result.outcome()) {
          case Outcome.Completed _ -> ended.completed().contains(index);
          case Outcome.Failed _, Outcome.TimedOut _, Outcome.Lost _ ->
              ended.failed().contains(index) && !isSuperseded(stage, index);
          case Outcome.Cancelled _ -> false;
        };
    if (!counts || told.get(stage).contains(index)) {
      return false;
    }
    told.get(stage).add(index, index + 1);
    return true;
  }

  // Of several ends of one task without a result the last one counts.
  private boolean isSuperseded(int stage, long index) {
    var left = superseded.get(stage);
    int earlier = left.getOrDefault(index, 0);
    left.put(index, earlier - 1);
    return earlier > 0;
  }
}
