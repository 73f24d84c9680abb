package dev.thresher.cli;

import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.compare.Provenance;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.plan.Plan;
import dev.thresher.report.PlanPreview;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.trials.MachineCosts;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Everything a verb touches outside itself, so that a test can give it something else.
 *
 * @param out results, nothing else
 * @param screen everything else
 * @param directory that relative paths start from
 */
record Surroundings(
    PrintStream out,
    Screen screen,
    Map<String, String> environment,
    Path directory,
    StateDirectory state,
    InstantSource clock,
    Services services) {

  /** The one JSON object of a command. */
  void json(Value object) {
    out.println(JsonText.of(object));
    out.flush();
  }

  /** The one JSON object of a command that has nothing to object to a file. */
  void accept(Path file, Ready ready, Fields answer) {
    json(
        answer
            .with("file", Value.of(file.toString()))
            .with("backend", Value.of(ready.backend().keyword()))
            .with("errors", new Sequence(List.of()))
            .with("exitCode", Value.of(ExitCodes.DONE)));
  }

  /**
   * The first tasks of a plan.
   *
   * @throws Refusal if a file of inputs cannot be read any more
   */
  PlanPreview preview(Plan plan) {
    try {
      return PlanPreview.of(plan, services.kinds(), services.records());
    } catch (UncheckedIOException changed) {
      throw Refusal.of(String.valueOf(changed.getMessage()));
    }
  }

  /** What this machine itself takes, as comparisons keep it. */
  MachineCosts costs(Provenance from) {
    return new MachineCosts(state.root().resolve("compare"), from.costsKey(), clock);
  }

  void results(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }
}
