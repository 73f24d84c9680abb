package dev.thresher.cli;

import dev.thresher.plan.Plan;
import dev.thresher.report.PlanJson;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import dev.thresher.trials.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs to go by.
 *
 * @param workload its name
 * @param file empty if runs were named
 * @param leftOut why some of that name are not among them, and how many
 */
record RecordedRuns(
    String workload, String file, List<Recording> runs, Map<String, Integer> leftOut) {

  /** All that computed what the plan would. */
  static RecordedRuns of(String file, Plan plan, StoredRuns stored) throws IOException {
    var work = Recording.work(PlanJson.of(plan));
    var runs = new ArrayList<Recording>();
    var leftOut = new TreeMap<String, Integer>();
    for (var run : stored.named(plan.name())) {
      var why = "has no report";
      if (run.report().isPresent()) {
        why = judge(run, work, runs);
      }
      if (!why.isEmpty()) {
        leftOut.merge(why, 1, Integer::sum);
      }
    }
    return new RecordedRuns(plan.name(), file, List.copyOf(runs), leftOut);
  }

  private static String judge(StoredRun run, String work, List<Recording> runs) {
    try {
      var recording = read(run);
      if (!recording.work().equals(work)) {
        return "computed something else";
      }
      if (recording.unfit().isEmpty()) {
        runs.add(recording);
      }
      return recording.unfit();
    } catch (IOException | IllegalArgumentException damaged) {
      return "cannot be read";
    }
  }

  private static Recording read(StoredRun run) throws IOException {
    return Recording.of(run.id(), run.startedAt(), run.report().orElseThrow(), run.plan());
  }

  /**
   * @throws Refusal if one of them cannot be compared with the first
   */
  static RecordedRuns named(StoredRuns stored, List<String> references) throws IOException {
    var runs = new ArrayList<Recording>();
    for (var reference : references) {
      var recording = recording(RunReference.find(stored, reference));
      if (!recording.unfit().isEmpty()) {
        throw Refusal.of(reference + " " + recording.unfit() + ": its times tell nothing here");
      }
      if (!runs.isEmpty() && !runs.getFirst().work().equals(recording.work())) {
        throw Refusal.of(
            "%s computed something else than %s: code, parameters, inputs or reduction differ"
                .formatted(reference, references.getFirst()));
      }
      if (runs.stream().noneMatch(run -> run.run().equals(recording.run()))) {
        runs.add(recording);
      }
    }
    return new RecordedRuns(runs.getFirst().report().workload(), "", List.copyOf(runs), Map.of());
  }

  private static Recording recording(StoredRun run) {
    if (run.report().isEmpty()) {
      throw Refusal.of(run.id() + " has no report: it has not ended, or died");
    }
    try {
      return read(run);
    } catch (IOException | IllegalArgumentException damaged) {
      throw Refusal.disk(
          new IOException(
              "%s cannot be read: %s".formatted(run.directory(), damaged.getMessage()), damaged));
    }
  }
}
