package dev.thresher.sim;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The results that a worker may forget, as it was told that they had been dealt with. */
final class AcknowledgedResults {
  private final Map<BatchId, Integer> stages = new HashMap<>();
  private final Map<Incarnation, TreeMap<Long, Reply.Report>> reports = new HashMap<>();
  private final Set<TaskId> completed = new HashSet<>();

  void look(Happening happening) {
    if (happening instanceof Happening.Dispatched(_, _, var batch, var tasks, _)) {
      stages.put(batch, tasks.stage());
    }
    if (happening instanceof Happening.Reported(_, var worker, var report)) {
      reports.computeIfAbsent(worker, _ -> new TreeMap<>()).put(report.sequence(), report);
    }
    if (happening instanceof Happening.Acknowledged(_, var worker, long sequence)) {
      var upTo = reports.getOrDefault(worker, new TreeMap<>()).headMap(sequence, true);
      upTo.values().forEach(this::add);
      upTo.clear();
    }
  }

  private void add(Reply.Report report) {
    if (report instanceof Reply.Ended ended) {
      int stage = Objects.requireNonNull(stages.get(ended.batch()), "of a batch that was sent");
      ended.results().stream()
          .filter(result -> result.outcome() instanceof Outcome.Completed)
          .forEach(result -> completed.add(new TaskId(stage, result.index())));
    }
  }

  Set<TaskId> completed() {
    return completed;
  }
}
