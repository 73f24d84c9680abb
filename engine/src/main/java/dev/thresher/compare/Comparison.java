package dev.thresher.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A finished comparison: everything that text, JSON and pages are made from.
 *
 * @param arms in the order in which they were asked for
 * @param sample empty if trials ran the whole workload
 * @param costs of this machine; empty if they were not measured
 * @param difference set if results differ between arms, which makes the comparison void
 * @param verdict empty if nothing can be said
 * @param faults what came of those that were asked for
 * @param ended why there were no more trials, a sentence
 */
public record Comparison(
    Provenance provenance,
    List<ArmResult> arms,
    Optional<Sample> sample,
    Optional<Costs> costs,
    Optional<Difference> difference,
    Optional<Verdict> verdict,
    BreakEven breakEven,
    List<String> warnings,
    String ended,
    Faults faults) {
  public Comparison {
    arms = List.copyOf(arms);
    warnings = List.copyOf(warnings);
  }

  /** Without faults. */
  public Comparison(
      Provenance provenance,
      List<ArmResult> arms,
      Optional<Sample> sample,
      Optional<Costs> costs,
      Optional<Difference> difference,
      Optional<Verdict> verdict,
      BreakEven breakEven,
      List<String> warnings,
      String ended) {
    this(
        provenance,
        arms,
        sample,
        costs,
        difference,
        verdict,
        breakEven,
        warnings,
        ended,
        Faults.NONE);
  }

  /** The same, and what isolation buys among the reasons. */
  public Comparison with(Faults more) {
    return new Comparison(
        provenance,
        arms,
        sample,
        costs,
        difference,
        verdict.map(one -> one.with(more.reasons())),
        breakEven,
        warnings,
        ended,
        more);
  }

  /** Trials ran so many of the workload's tasks, the same ones in every arm. */
  public record Sample(long tasks, long ofTasks) {
    public double factor() {
      return (double) ofTasks / tasks;
    }

    /** What a trial would have taken with all tasks: start-up + number x time per task, seconds. */
    public double whole(Trial trial) {
      return trial
          .inside()
          .map(Inside::phases)
          .map(phases -> phases.startUp() + phases.working() * factor())
          .orElse(trial.seconds() * factor());
    }
  }

  /** Two arms gave different results, or one gave different ones at different times. */
  public record Difference(Arm one, Arm other, String sentence) {}

  /**
   * What threads and processes make of shorter and longer tasks. Empty unless {@code threads:1},
   * and threads and processes with as many workers, two at least, were measured, their tasks took
   * time, and what a task costs beyond its own code is known.
   */
  public Optional<GrainCost.Pair> grainCosts() {
    return GrainPair.in(Profile.all(arms, sample)).flatMap(pair -> pair.costs(costs));
  }

  /** Those of the comparison as a whole and those of its arms. */
  public List<String> allWarnings() {
    return Stream.concat(warnings.stream(), Results.warningsOfArms(arms).stream()).toList();
  }

  /** How pools of Python do beside the choice; none without a verdict. */
  public List<Yardstick> yardsticks() {
    return verdict
        .map(Verdict::choice)
        .flatMap(this::result)
        .map(choice -> Yardstick.of(arms, sample, choice))
        .orElse(List.of());
  }

  /** What more workers would bring, or why that cannot be told. */
  public List<Scaling> scaling() {
    return Scaling.of(Profile.all(arms, sample), provenance.machine().cores());
  }

  /** How much tasks may move for processes to be faster, or why that cannot be told. */
  public PayloadLimit payload() {
    return PayloadLimits.of(Profile.all(arms, sample), costs);
  }

  public Optional<ArmResult> result(Arm arm) {
    return arms.stream().filter(result -> result.arm().equals(arm)).findFirst();
  }
}
