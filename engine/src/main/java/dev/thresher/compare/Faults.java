package dev.thresher.compare;

import dev.thresher.compare.Reason.Topic;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What came of killing.
 *
 * @param problems of arms in which nobody could be killed, a sentence each
 */
public record Faults(List<FaultTrial> trials, List<String> problems) {
  public static final Faults NONE = new Faults(List.of(), List.of());

  public Faults {
    trials = List.copyOf(trials);
    problems = List.copyOf(problems);
  }

  public List<String> sentences() {
    return java.util.stream.Stream.concat(
            trials.stream().map(FaultTrial::sentence), problems.stream())
        .toList();
  }

  /**
   * What isolation costs and buys, between the fastest arm on processes and the fastest in shared
   * memory; empty unless both were killed.
   */
  Optional<Reason> reason() {
    var processes = fastest(arm -> arm.runsOn(BackendKind.PROCESSES));
    var shared = fastest(Arm::sharesMemory);
    return processes.isEmpty() || shared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                Topic.ISOLATION,
                shared.get().extraSeconds() - processes.get().extraSeconds(),
                sentence(processes.get(), shared.get())));
  }

  private Optional<FaultTrial> fastest(Predicate<Arm> kind) {
    return trials.stream()
        .filter(trial -> kind.test(trial.arm()))
        .min(Comparator.comparingDouble(FaultTrial::usualSeconds));
  }

  private static String sentence(FaultTrial processes, FaultTrial shared) {
    double price = processes.usualSeconds() / shared.usualSeconds() - 1;
    return "isolation costs %s here (%s against %s), and buys that a kill takes one worker of %s, which goes on by itself and takes %s usual, and all of %s, which takes %s usual once somebody has resumed it"
        .formatted(
            price > 0 ? Quantities.percent(price) + " of time" : "no time",
            processes.arm(),
            shared.arm(),
            processes.arm(),
            processes.extra(),
            shared.arm(),
            shared.extra());
  }
}
