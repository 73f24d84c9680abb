package dev.thresher.compare;

import dev.thresher.compare.Reason.Topic;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of the faults that were asked for.
 *
 * @param asked in their order, none twice
 * @param yardsticks what came of them in pools of Python, a sentence each
 * @param problems of arms to which nothing could be done, a sentence each
 */
public record Faults(
    List<Fault> asked, List<FaultTrial> trials, List<String> yardsticks, List<String> problems) {
  public static final Faults NONE = new Faults(List.of(), List.of(), List.of(), List.of());

  public Faults {
    asked = List.copyOf(asked);
    trials = List.copyOf(trials);
    yardsticks = List.copyOf(yardsticks);
    problems = List.copyOf(problems);
  }

  public List<String> sentences() {
    return Stream.of(
            trials.stream().map(FaultTrial::sentence), yardsticks.stream(), problems.stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  /** What the sentences are about, to follow "when". */
  public String occasions() {
    return occasions(asked);
  }

  /** The same of faults that nothing has come of yet. */
  public static String occasions(List<Fault> asked) {
    return asked.stream().map(Fault::occasion).collect(Collectors.joining(", or "));
  }

  /** What isolation costs and buys, for each fault that tells. */
  List<Reason> reasons() {
    return asked.stream().flatMap(fault -> reason(fault).stream()).toList();
  }

  /** Between the fastest arm on processes and the fastest in shared memory, if both were struck. */
  private Optional<Reason> reason(Fault fault) {
    var processes = fastest(fault, arm -> arm.runsOn(BackendKind.PROCESSES));
    var shared = fastest(fault, Arm::sharesMemory);
    return processes.isEmpty() || shared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                Topic.ISOLATION,
                shared.get().extraSeconds() - processes.get().extraSeconds(),
                sentence(fault, processes.get(), shared.get())));
  }

  private Optional<FaultTrial> fastest(Fault fault, Predicate<Arm> kind) {
    return trials.stream()
        .filter(trial -> trial.strike().fault() == fault)
        .filter(trial -> kind.test(trial.arm()))
        .min(Comparator.comparingDouble(FaultTrial::usualSeconds));
  }

  private static String sentence(Fault fault, FaultTrial processes, FaultTrial shared) {
    double price = processes.usualSeconds() / shared.usualSeconds() - 1;
    return "isolation costs %s here (%s against %s), and buys that %s takes one worker of %s, which goes on by itself and takes %s usual, and all of %s, which takes %s usual once somebody has resumed it"
        .formatted(
            price > 0 ? Quantities.percent(price) + " of time" : "no time",
            processes.arm(),
            shared.arm(),
            fault.named(),
            processes.arm(),
            processes.extra(),
            shared.arm(),
            shared.extra());
  }
}
