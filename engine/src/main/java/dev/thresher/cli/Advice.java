package dev.thresher.cli;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Evidence;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.Results;
import dev.thresher.compare.Verdicts;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import dev.thresher.trials.Recording;
import dev.thresher.trials.Recordings;
import dev.thresher.trials.ThisMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier runs say.
 *
 * @param runs their names
 * @param unknown what they cannot tell, sentences
 */
record Advice(Comparison comparison, List<String> runs, List<String> unknown) {

  static Advice of(Instant now, RecordedRuns recorded) {
    var raced = Recordings.raced(recorded.runs());
    var results = Results.of(raced, Optional.empty(), Evidence.RECORDINGS);
    var breakEven = Verdicts.breakEven(results, Optional.empty(), Optional.empty());
    var difference = Results.difference(raced);
    var comparison =
        new Comparison(
            provenance(now, recorded),
            results,
            Optional.empty(),
            Optional.empty(),
            difference,
            difference.isPresent()
                ? Optional.empty()
                : Verdicts.of(
                    results, Optional.empty(), breakEven, Optional.empty(), Evidence.RECORDINGS),
            breakEven,
            Results.warnings(results, Double.MAX_VALUE),
            recorded.runs().isEmpty()
                ? "no run of " + recorded.workload() + " to go by: " + toTry(recorded)
                : "all runs have been looked at");
    return new Advice(
        comparison,
        recorded.runs().stream().map(Recording::run).toList(),
        unknown(recorded, results));
  }

  private static String toTry(RecordedRuns recorded) {
    return "thresher compare "
        + (recorded.file().isEmpty() ? "FILE" : recorded.file())
        + " measures";
  }

  private static List<String> unknown(RecordedRuns recorded, List<ArmResult> results) {
    var unknown = new ArrayList<String>();
    missing(results)
        .ifPresent(names ->
            unknown.add("there is no run on %s; %s them".formatted(names, toTry(recorded))));
    recorded
        .leftOut()
        .forEach((why, count) ->
            unknown.add("%s left out, as it %s".formatted(Quantities.count(count, "run"), why)));
    unknown.add(
        "runs were made at different times: what else the machine did then, and how warm its caches"
            + " were, is in their times, and nothing here can take it out");
    unknown.add("the start of the JVM itself was not recorded, which is the same on all backends");
    unknown.add(
        "processor time, memory and garbage collection were not recorded, so neither waiting nor a"
            + " full heap is told from computing");
    unknown.add(
        "results were held against each other, files that runs have written were not; and whether"
            + " JVM, settings and version were the same is not known");
    return unknown;
  }

  private static Optional<String> missing(List<ArmResult> results) {
    var missing =
        Stream.of(BackendKind.THREADS, BackendKind.VIRTUAL_THREADS, BackendKind.PROCESSES)
            .filter(backend ->
                results.stream().map(ArmResult::arm).noneMatch(arm -> arm.runsOn(backend)))
            .map(BackendKind::keyword)
            .toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", missing));
  }

  // No budget and no seed: nothing was run.
  private static Provenance provenance(Instant now, RecordedRuns recorded) {
    var words = new ArrayList<>(List.of("thresher", "advise"));
    if (recorded.file().isEmpty()) {
      recorded.runs().forEach(run -> words.add(run.run()));
    } else {
      words.add(recorded.file());
    }
    var version = new Version().getVersion();
    return new Provenance(
        recorded.workload(),
        recorded.file(),
        words,
        ThisMachine.look(),
        version[0].replaceFirst("^thresher ", ""),
        version[1].replaceFirst("^JDK ", ""),
        now,
        0,
        0,
        0);
  }
}
