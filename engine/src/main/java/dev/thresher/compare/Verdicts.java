package dev.thresher.compare;

import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Ranking.Measured;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns measured arms into what to choose, why, and what would change it. */
public final class Verdicts {
  /** Medians further apart than this are called a difference that could not be shown. */
  private static final double LOOKS_DIFFERENT = 1.1;

  private static final double FEW_TASKS_MORE = 1.2;
  private static final double MOST_TASKS_MORE = 1e4;

  /** More than these nobody asks about. */
  private static final double MANY_WORKERS = 1_000;

  private final List<ArmResult> results;
  private final Ranking ranking;
  private final List<Profile> profiles;
  private final BreakEven breakEven;
  private final Optional<Costs> costs;
  private final Evidence evidence;

  private Verdicts(
      List<ArmResult> results,
      Ranking ranking,
      List<Profile> profiles,
      BreakEven breakEven,
      Optional<Costs> costs,
      Evidence evidence) {
    this.evidence = evidence;
    this.results = results.stream().filter(one -> !one.arm().isYardstick()).toList();
    this.ranking = ranking;
    this.profiles = profiles;
    this.breakEven = breakEven;
    this.costs = costs;
  }

  public static BreakEven breakEven(
      List<ArmResult> results, Optional<Sample> sample, Optional<Costs> costs) {
    return BreakEvens.of(Profile.all(results, sample), costs);
  }

  /** Empty if no arm could be measured. */
  public static Optional<Verdict> of(
      List<ArmResult> results,
      Optional<Sample> sample,
      BreakEven breakEven,
      Optional<Costs> costs) {
    return of(results, sample, breakEven, costs, Evidence.TRIALS);
  }

  /** Empty if no arm has times. */
  public static Optional<Verdict> of(
      List<ArmResult> results,
      Optional<Sample> sample,
      BreakEven breakEven,
      Optional<Costs> costs,
      Evidence evidence) {
    return Ranking.of(
            results.stream()
                .filter(one -> !one.arm().isYardstick())
                .map(one -> Measured.of(one, sample))
                .toList())
        .map(ranking ->
            new Verdicts(results, ranking, Profile.all(results, sample), breakEven, costs, evidence)
                .verdict());
  }

  private Verdict verdict() {
    var choice = ranking.choice();
    var profile = profile(choice);
    return new Verdict(
        choice,
        ranking.hasWinner(),
        sentence(choice),
        profile.map(one -> Reasons.of(one, profiles, SlowDown.of(results))).orElse(List.of()),
        profile.map(this::changes).orElse(List.of()),
        isolation(choice),
        lines(choice));
  }

  private Optional<Profile> profile(Arm arm) {
    return profiles.stream().filter(one -> one.arm().equals(arm)).findFirst();
  }

  private String sentence(Arm choice) {
    if (ranking.contests().isEmpty()) {
      return "only "
          + choice
          + " could be measured: it takes "
          + duration(seconds(choice))
          + unmeasured();
    }
    return (ranking.hasWinner() ? winner(choice) : tie(choice)) + unmeasured();
  }

  private String winner(Arm choice) {
    var next =
        ranking.contests().entrySet().stream()
            .min(Comparator.comparingDouble(entry -> entry.getValue().ratio().median()))
            .orElseThrow();
    var ratio = next.getValue().ratio();
    return String.format(
        Locale.ROOT,
        "choose %s: it takes %s, and the next, %s, takes %.2f times as long (%.2f to %.2f)",
        choice,
        duration(seconds(choice)),
        next.getKey(),
        ratio.median(),
        ratio.low(),
        ratio.high());
  }

  private String tie(Arm choice) {
    var names = ranking.tied().stream().map(Arm::name).toList();
    var all = String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    var contest = ranking.contests().get(choice);
    if (!ranking.passedOver().isEmpty()) {
      return all + " could not be told apart for certain" + bet(choice);
    }
    if (fewestRounds() < Contest.ROUNDS_IF_APART) {
      return all
          + " were measured too few times to tell them apart: keep the simplest, "
          + choice
          + ", or "
          + evidence.advice();
    }
    if (contest != null && contest.ratio().median() > LOOKS_DIFFERENT) {
      return String.format(
          Locale.ROOT,
          "%s could not be told apart: %s looks %.2f times as fast as %s, but may be %.2f to %.2f;"
              + " keep the simplest, %s, or %s",
          all,
          ranking.best(),
          contest.ratio().median(),
          choice,
          contest.ratio().low(),
          contest.ratio().high(),
          choice,
          evidence.advice());
    }
    var slower = ranking.tied().stream().filter(this::looksSlower).toList();
    if (!slower.isEmpty()) {
      return all
          + " could not be told apart for certain: keep the simplest, "
          + choice
          + slower.stream().map(this::lookOf).collect(Collectors.joining())
          + "; "
          + evidence.more()
          + " would tell";
    }
    return "no measurable difference between " + all + ": keep the simplest, " + choice;
  }

  private String bet(Arm choice) {
    var simplest = ranking.passedOver().getFirst();
    return String.format(
        Locale.ROOT,
        ", but each trial of %s took longer than each of %s, %.2f times as long: choose %s, or %s",
        simplest,
        ranking.best(),
        java.util.Objects.requireNonNull(ranking.contests().get(simplest)).ratio().median(),
        choice,
        evidence.advice());
  }

  private boolean looksSlower(Arm arm) {
    var contest = ranking.contests().get(arm);
    return contest != null && contest.ratio().median() > LOOKS_DIFFERENT;
  }

  private String lookOf(Arm arm) {
    return String.format(
        Locale.ROOT,
        "; %s looks slower, %.2f times as long as %s",
        arm,
        Objects.requireNonNull(ranking.contests().get(arm)).ratio().median(),
        ranking.best());
  }

  private int fewestRounds() {
    return ranking.contests().entrySet().stream()
        .filter(contest -> ranking.tied().contains(contest.getKey()))
        .mapToInt(contest -> contest.getValue().rounds())
        .min()
        .orElse(0);
  }

  private String unmeasured() {
    var names =
        results.stream()
            .filter(result -> !result.isMeasured())
            .map(result ->
                result.arm() + (result.standing() == ArmResult.Standing.FAILED ? " failed" : ""))
            .toList();
    return names.isEmpty() ? "" : " (not measured: " + String.join(", ", names) + ")";
  }

  private double seconds(Arm arm) {
    return results.stream()
        .filter(result -> result.arm().equals(arm))
        .flatMap(result -> result.judged().stream())
        .mapToDouble(Interval::median)
        .findFirst()
        .orElse(0);
  }

  private List<String> changes(Profile choice) {
    var changes = new ArrayList<String>();
    profiles.stream()
        .filter(other -> !other.arm().equals(choice.arm()))
        .forEach(other -> amortised(choice, other, changes));
    changes.add("length of a task: " + breakEven.sentence());
    if (costs.isPresent()) {
      changes.add("payload of a task: " + PayloadLimits.of(profiles, costs).sentence());
      ceiling(choice).ifPresent(changes::add);
    }
    changes.addAll(Remedies.of(SlowDown.of(results)));
    if (Reasons.isWaiting(choice) && choice.slots().isPresent()) {
      changes.add(
          "number of workers: tasks wait, so more of them at once than there are cores, or"
              + " virtual-threads without a limit, may be faster still");
    }
    if (choice.arm().sharesMemory()) {
      changes.add(
          "memory: on "
              + choice.arm().place().keyword()
              + " all tasks share one heap; tasks that together need more than it holds, or long"
              + " stops for garbage collection, speak for processes, each with a heap of its own");
    }
    return changes;
  }

  // Workers on the same cores slow the coordinator down, so on more cores it can do more.
  private Optional<String> ceiling(Profile choice) {
    return costs
        .flatMap(known -> choice.arm().backend().flatMap(known::of))
        .filter(cost -> cost.backend() == BackendKind.PROCESSES && cost.secondsPerTask() > 0)
        .filter(cost -> cost.tasksPerSecond() * choice.secondsPerTask() < MANY_WORKERS)
        .map(cost ->
            String.format(
                Locale.ROOT,
                "number of workers: at least %,d tasks a second go through one coordinator on this"
                    + " machine, if they do nothing; tasks like these keep at most some %s"
                    + " busy at that rate",
                roundly(cost.tasksPerSecond()),
                Quantities.count(
                    Math.max(1, roundly(cost.tasksPerSecond() * choice.secondsPerTask())),
                    "worker")));
  }

  // Where one starts faster and the other works faster, the number of tasks decides.
  private static void amortised(Profile choice, Profile other, List<String> changes) {
    double start = other.startUp() - choice.startUp();
    double perTask = choice.workingPerTask() - other.workingPerTask();
    if (start <= 0 || perTask <= 0 || choice.tasks() == 0) {
      return;
    }
    double from = start / perTask;
    if (from > FEW_TASKS_MORE * choice.tasks() && from < MOST_TASKS_MORE * choice.tasks()) {
      changes.add(
          String.format(
              Locale.ROOT,
              "number of tasks: from about %,d tasks like these on (%,d now) %s would be faster, if"
                  + " nothing else changes",
              roundly(from),
              Math.round(choice.tasks()),
              other.arm()));
    }
  }

  // Two digits: the model promises no more.
  private static long roundly(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(number)) - 1));
    return Math.round(Math.round(number / unit) * unit);
  }

  private List<String> isolation(Arm choice) {
    var lines = new ArrayList<String>();
    lines.add(
        "System.exit or a crash in native code ends the whole program on threads and virtual-threads,"
            + " on processes one worker, whose tasks run again; a heap that one task fills is"
            + " everybody's there, its own here");
    lines.add(
        "a task that ignores its deadline or its cancellation can be killed on processes only");
    var processes =
        results.stream()
            .filter(result -> result.arm().runsOn(BackendKind.PROCESSES))
            .filter(ArmResult::isMeasured)
            .min(Comparator.comparingDouble(result -> seconds(result.arm())));
    processes.ifPresent(result -> lines.add(price(choice, result)));
    return lines;
  }

  private String price(Arm choice, ArmResult processes) {
    var against =
        results.stream()
            .filter(result -> result.arm().sharesMemory())
            .filter(ArmResult::isMeasured)
            .min(Comparator.comparingDouble(result -> seconds(result.arm())));
    if (against.isEmpty() || choice.runsOn(BackendKind.PROCESSES)) {
      return "it costs nothing here: " + processes.arm() + " is what the times speak for anyway";
    }
    double time = seconds(processes.arm()) / seconds(against.get().arm()) - 1;
    var memory =
        processes.peakBytes().isPresent() && against.get().peakBytes().isPresent()
            ? " and %s instead of %s of memory"
                .formatted(
                    Quantities.bytes(Math.round(processes.peakBytes().getAsDouble())),
                    Quantities.bytes(Math.round(against.get().peakBytes().getAsDouble())))
            : "";
    return "its price here: %s takes %s against %s of %s (%+.0f %%)%s"
        .formatted(
            processes.arm(),
            duration(seconds(processes.arm())),
            duration(seconds(against.get().arm())),
            against.get().arm(),
            time * 100,
            memory);
  }

  private static List<String> lines(Arm choice) {
    var lines = new ArrayList<String>();
    lines.add("backend = " + choice.place().keyword());
    if (choice.workers() != Arm.UNLIMITED) {
      lines.add("workers = " + choice.workers());
    }
    choice.settings().forEach(setting -> lines.add(setting.replaceFirst("=", " = ")));
    return lines.stream().collect(Collectors.toUnmodifiableList());
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
