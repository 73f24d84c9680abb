package dev.thresher.report;

import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Derivation;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.PlannedStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan for people: its stages, how many tasks they have, and the first of them in full. */
public final class PlanText {
  private PlanText() {}

  /**
   * @return lines without line ends, indented
   */
  public static List<String> lines(PlanPreview preview) {
    var lines = new ArrayList<String>();
    for (var stage : preview.plan().stages()) {
      lines.add("  " + described(stage));
      preview.firstTasks().get(stage.spec().stage()).forEach(task -> add(task, lines));
    }
    preview.plan().derivations().forEach(stage -> lines.add("  " + described(stage)));
    return lines;
  }

  private static String described(PlannedStage stage) {
    var tasks =
        stage.dependence() instanceof Dependence.RowsOf(String table, _, _)
            ? "one task a row of " + PrintableText.escape(table)
            : Quantities.count(stage.size(), "task");
    return PrintableText.escape(stage.spec().name()) + ": " + tasks + output(stage.output());
  }

  private static String described(Derivation derivation) {
    var made =
        switch (derivation.operation()) {
          case Derivation.Operation.Grouped(var by, _) when by.isEmpty() -> "one row";
          case Derivation.Operation.Grouped(var by, _) -> "groups by " + String.join(", ", by);
          case Derivation.Operation.Joined(var on) -> "joined on " + String.join(", ", on);
        };
    return PrintableText.escape(
            derivation.name() + ": " + made + " of " + String.join(", ", derivation.from()))
        + ", no tasks"
        + output(derivation.output());
  }

  private static String output(Optional<OutputSpec> output) {
    return output
        .map(spec -> ", output " + PrintableText.escape(spec.path().toString()))
        .orElse("");
  }

  private static void add(TaskPreview task, List<String> lines) {
    lines.add("    " + task.index() + ": " + JsonText.of(task.arguments()));
    task.command().ifPresent(start -> add(start, lines));
    task.output().ifPresent(path -> detail("file", path.toString(), lines));
  }

  private static void add(TaskPreview.Start start, List<String> lines) {
    lines.add("       command " + ShellText.of(start.words()));
    start
        .variables()
        .forEach(
            (name, value) -> lines.add("       environment " + name + "=" + ShellText.of(value)));
    start.directory().ifPresent(path -> detail("directory", path, lines));
    start.stdin().text().ifPresent(text -> detail("stdin", text, lines));
    start.stdin().file().ifPresent(path -> detail("stdin of", path, lines));
  }

  private static void detail(String label, String value, List<String> lines) {
    lines.add("       " + label + " " + ShellText.of(value));
  }
}
