package dev.thresher.cli;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Evidence;
import dev.thresher.compare.Outlook;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.Results;
import dev.thresher.compare.Verdicts;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import dev.thresher.trials.Recording;
import dev.thresher.trials.Recordings;
import dev.thresher.trials.ThisMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier runs say.
 *
 * @param runs their names
 * @param ofTheMachine what its own costs say, sentences; none if they are not known
 * @param outlook for a backend without a run, by these costs
 * @param unknown what they cannot tell, sentences
 */
record Advice(
    Comparison comparison,
    List<String> runs,
    List<String> ofTheMachine,
    Optional<Outlook> outlook,
    List<String> unknown) {

  /**
   * @param kept what this machine itself takes, as comparisons have measured it
   */
  static Advice of(Provenance from, RecordedRuns recorded, Optional<Costs> kept) {
    var raced = Recordings.raced(recorded.runs());
    var results = Results.of(raced, Optional.empty(), Evidence.RECORDINGS);
    var breakEven = Verdicts.breakEven(results, Optional.empty(), kept);
    var difference = Results.difference(raced);
    var comparison =
        new Comparison(
            from,
            results,
            Optional.empty(),
            kept,
            difference,
            difference.isPresent()
                ? Optional.empty()
                : Verdicts.of(results, Optional.empty(), breakEven, kept, Evidence.RECORDINGS),
            breakEven,
            Results.warnings(results, Double.MAX_VALUE),
            recorded.runs().isEmpty()
                ? "no run of " + recorded.workload() + " to go by: " + toTry(recorded)
                : "all runs have been looked at");
    var outlook = kept.flatMap(costs -> Outlook.of(results, costs));
    return new Advice(
        comparison,
        recorded.runs().stream().map(Recording::run).toList(),
        Stream.concat(
                kept.stream().flatMap(costs -> told(costs, from).stream()),
                outlook.map(Outlook::sentence).stream())
            .toList(),
        outlook,
        unknown(recorded, results, kept.isPresent()));
  }

  private static List<String> told(Costs costs, Provenance from) {
    var told = new ArrayList<String>();
    told.add(
        "thresher compare has measured them here %s ago (%s, thresher %s, JDK %s)"
            .formatted(
                age(Duration.between(costs.measuredAt(), from.startedAt())),
                costs.measuredAt().truncatedTo(ChronoUnit.SECONDS),
                from.version(),
                from.jdk()));
    costs
        .backends()
        .forEach(cost ->
            told.add(
                "on %s with %s a task that does nothing costs %s of slot time, and start and end of a run take %s"
                    .formatted(
                        cost.backend().keyword(),
                        Quantities.count(cost.workers(), "worker"),
                        Quantities.duration(cost.secondsPerTask() * 1e9),
                        Quantities.duration(cost.startUpSeconds() * 1e9))));
    return told;
  }

  // A clock that was set back makes none of them from the future.
  private static String age(Duration age) {
    return age.toDays() > 1
        ? Quantities.count(age.toDays(), "day")
        : Quantities.duration(Math.max(0, age.toMillis() * 1e6));
  }

  private static String toTry(RecordedRuns recorded) {
    return "thresher compare "
        + (recorded.file().isEmpty() ? "FILE" : recorded.file())
        + " measures";
  }

  private static List<String> unknown(
      RecordedRuns recorded, List<ArmResult> results, boolean knowsCosts) {
    var unknown = new ArrayList<String>();
    missing(results)
        .ifPresent(names ->
            unknown.add("there is no run on %s; %s them".formatted(names, toTry(recorded))));
    if (!knowsCosts) {
      unknown.add(
          "what tasks cost beyond their own code on this machine, by the bytes that they move: "
              + toTry(recorded)
              + " it if time is left after its trials, and keeps it until machine, version or JDK are"
              + " others");
    }
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
  static Provenance provenance(Instant now, RecordedRuns recorded) {
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
