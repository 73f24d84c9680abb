package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending.Completed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Earlier runs as if they had been trials: the first run of each arm makes up round 1, the second
 * round 2. What was not recorded, such as processor time, is not known.
 */
public final class Recordings {
  private Recordings() {}

  /** The simplest arm first. */
  public static List<Raced> raced(List<Recording> runs) {
    var began = runs.stream().map(Recording::startedAt).min(Comparator.naturalOrder());
    var arms = new TreeMap<Arm, List<Trial>>(Arm.SIMPLER_FIRST);
    runs.stream()
        .sorted(Comparator.comparing(Recording::startedAt))
        .forEach(run -> {
          var trials = arms.computeIfAbsent(run.arm(), _ -> new ArrayList<>());
          trials.add(trial(run, trials.size() + 1, began.orElseThrow()));
        });
    return arms.entrySet().stream()
        .map(arm -> new Raced(arm.getKey(), Standing.MEASURED, arm.getValue()))
        .toList();
  }

  private static Trial trial(Recording run, int round, Instant began) {
    double seconds = run.report().wallNanos() / 1e9;
    return new Trial(
        round,
        Duration.between(began, run.startedAt()).toMillis() / 1e3,
        seconds,
        new Completed(ResultDigest.of(run.report().result())),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(TrialReport.inside(run.report(), seconds, Optional.empty())));
  }
}
