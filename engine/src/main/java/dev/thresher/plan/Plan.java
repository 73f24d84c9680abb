package dev.thresher.plan;

import dev.thresher.model.Halt;
import dev.thresher.workload.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run, as the coordinator accepts it.
 *
 * @param name of the workload; names the run directory
 * @param deadline of the whole run, from its start; empty for none
 * @param halt when failures end the run; empty if only stages say so
 * @param stages in plan order: a stage depends on earlier ones only
 * @param derivations stages without tasks, each after those that it takes rows from
 * @param result name of the stage whose result is that of the run; empty if there is none
 */
public record Plan(
    String name,
    Optional<Duration> deadline,
    Optional<Halt> halt,
    List<PlannedStage> stages,
    List<Derivation> derivations,
    String result) {
  public Plan {
    if (deadline.isPresent() && !deadline.get().isPositive()) {
      throw new IllegalArgumentException("a deadline after " + deadline.get());
    }
    stages = List.copyOf(stages);
    derivations = List.copyOf(derivations);
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).spec().stage() != i) {
        throw new IllegalArgumentException("stage " + i + " is numbered " + stages.get(i).spec());
      }
    }
  }

  /** Without derivations; the result is that of the last stage. */
  public Plan(String name, Optional<Duration> deadline, List<PlannedStage> stages) {
    this(
        name,
        deadline,
        Optional.empty(),
        stages,
        List.of(),
        stages.isEmpty() ? "" : stages.getLast().spec().name());
  }

  /** Without a deadline. */
  public Plan(String name, List<PlannedStage> stages) {
    this(name, Optional.empty(), stages);
  }

  /** With other stages in the places of these. */
  public Plan with(List<PlannedStage> stages) {
    return new Plan(name, deadline, halt, stages, derivations, result);
  }

  public Plan withDeadline(Duration deadline) {
    return new Plan(name, Optional.of(deadline), halt, stages, derivations, result);
  }

  public Plan withHalt(Halt halt) {
    return new Plan(name, deadline, Optional.of(halt), stages, derivations, result);
  }

  /**
   * With all outputs below another directory, see {@link OutputSpec#below}. What commands and user
   * code write by themselves goes where it always does.
   */
  public Plan withOutputsBelow(Path directory) {
    return new Plan(
        name,
        deadline,
        halt,
        stages.stream()
            .map(stage -> stage.withOutput(stage.output().map(output -> output.below(directory))))
            .toList(),
        derivations.stream()
            .map(table -> table.withOutput(table.output().map(output -> output.below(directory))))
            .toList(),
        result);
  }

  /** Names of the stages with tasks, by their numbers. */
  public List<String> stageNames() {
    return stages.stream().map(stage -> stage.spec().name()).toList();
  }

  /** For messages: {@code 30 s}, or {@code none}. */
  public String shownDeadline() {
    return deadline.map(DurationText::render).orElse("none");
  }

  /** Those that are known before the run; see {@link Dependence.RowsOf}. */
  public long tasks() {
    return stages.stream().mapToLong(PlannedStage::size).reduce(0, Math::addExact);
  }
}
