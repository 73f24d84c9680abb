package dev.thresher.compare;

import dev.thresher.compare.Trial.Ending;
import dev.thresher.model.PrintableText;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison as people read it in a terminal, and in Markdown. */
public final class ComparisonText {
  private ComparisonText() {}

  public static List<String> lines(Comparison comparison) {
    var lines = new ArrayList<>(linesWithoutProvenance(comparison));
    lines.add("");
    lines.add(PrintableText.escape(provenance(comparison)));
    return lines;
  }

  public static List<String> linesWithoutProvenance(Comparison comparison) {
    var lines = new ArrayList<String>();
    if (!comparison.arms().isEmpty()) {
      table(rows(comparison), lines);
    }
    titled(WayTable.TITLE, WayTable.rows(comparison.arms()), lines);
    titled(CodeTable.TITLE, CodeTable.rows(comparison.arms()), lines);
    lines.addAll(remarks(comparison));
    comparison
        .difference()
        .ifPresent(difference -> section("ERROR", List.of(difference.sentence()), lines));
    comparison
        .verdict()
        .ifPresentOrElse(
            verdict -> conclusions(verdict, comparison, lines),
            () -> section("no verdict", List.of(comparison.ended()), lines));
    return lines.stream().map(PrintableText::escape).toList();
  }

  private static List<List<String>> rows(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    rows.add(ArmTable.HEADINGS);
    rows.addAll(ArmTable.rows(comparison));
    return rows;
  }

  private static void titled(String title, List<List<String>> rows, List<String> lines) {
    if (!rows.isEmpty()) {
      lines.add("");
      lines.add("  " + title);
      table(rows, lines);
    }
  }

  private static void table(List<List<String>> rows, List<String> lines) {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (var row : rows) {
      var line = new StringBuilder("  ");
      for (int column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        var padding = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? cell + padding : padding + cell).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** What is to be said of the measurements themselves. */
  static List<String> remarks(Comparison comparison) {
    var lines = new ArrayList<String>();
    comparison
        .sample()
        .ifPresent(sample ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  trials ran %,d of %,d tasks, the same in every arm%s",
                    sample.tasks(),
                    sample.ofTasks(),
                    extrapolated(comparison))));
    for (var result : comparison.arms()) {
      result.trials().stream()
          .filter(trial -> !trial.completed())
          .findFirst()
          .ifPresent(trial -> lines.add("  " + result.arm() + ": " + how(trial.ending())));
    }
    comparison.allWarnings().forEach(warning -> lines.add("  warning: " + warning));
    if (!lines.isEmpty()) {
      lines.addFirst("");
    }
    return lines;
  }

  private static String extrapolated(Comparison comparison) {
    var all =
        comparison.arms().stream()
            .filter(result -> result.whole().isPresent())
            .map(result ->
                result.arm()
                    + " "
                    + Quantities.duration(result.whole().orElseThrow().median() * 1e9))
            .toList();
    return all.isEmpty()
        ? ""
        : "; all of them, extrapolated by start-up + tasks x time per task: "
            + String.join(", ", all);
  }

  private static String how(Ending ending) {
    return switch (ending) {
      case Ending.Completed _ -> "completed";
      case Ending.Failed(int code, String sentence) ->
          "failed with exit code " + code + ": " + sentence;
      case Ending.Cut(String reason) -> reason;
    };
  }

  private static void conclusions(Verdict verdict, Comparison comparison, List<String> lines) {
    section("verdict", List.of(verdict.sentence()), lines);
    section("because", verdict.reasons().stream().map(Reason::sentence).toList(), lines);
    section("beside Python's pools", besidePython(comparison), lines);
    section("what would change this", changes(verdict, comparison), lines);
    section("what times do not decide", verdict.isolation(), lines);
    section("when " + comparison.faults().occasions(), comparison.faults().sentences(), lines);
    section("to paste into the workload file", verdict.lines(), lines);
  }

  private static List<String> besidePython(Comparison comparison) {
    return comparison.yardsticks().stream().map(Yardstick::sentence).toList();
  }

  private static List<String> changes(Verdict verdict, Comparison comparison) {
    return Stream.concat(
            verdict.changes().stream(),
            comparison.scaling().stream().map(scaling -> "more workers: " + scaling.sentence()))
        .toList();
  }

  private static void section(String title, List<String> sentences, List<String> lines) {
    if (!sentences.isEmpty()) {
      lines.add("");
      lines.add(title);
      sentences.forEach(sentence -> lines.add("  " + sentence));
    }
  }

  private static String provenance(Comparison comparison) {
    var from = comparison.provenance();
    return "%s on %s, %s, %s, load %s; thresher %s, JDK %s%s; %s of %s, seed %d; %s"
        .formatted(
            from.startedAt(),
            from.machine().processor(),
            Quantities.count(from.machine().cores(), "core"),
            Quantities.bytes(from.machine().memoryBytes()),
            from.machine().load() < 0
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f", from.machine().load()),
            from.version(),
            from.jdk(),
            from.python().map(python -> ", " + python.words()).orElse(""),
            Quantities.duration(from.seconds() * 1e9),
            Quantities.duration(from.budgetSeconds() * 1e9),
            from.seed(),
            comparison.ended());
  }

  /** A table and the conclusions, for a page or a pull request. */
  public static List<String> markdown(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add("## " + cell(comparison.provenance().workload()));
    lines.add("");
    lines.add(row(ArmTable.HEADINGS));
    lines.add(row(ArmTable.HEADINGS.stream().map(_ -> "---").toList()));
    ArmTable.rows(comparison).forEach(cells -> lines.add(row(cells)));
    markdown(WayTable.TITLE, WayTable.rows(comparison.arms()), lines);
    markdown(CodeTable.TITLE, CodeTable.rows(comparison.arms()), lines);
    remarks(comparison).stream().skip(1).forEach(line -> lines.add("\n" + cell(line.strip())));
    comparison
        .difference()
        .ifPresent(difference -> lines.add("\n**" + cell(difference.sentence()) + "**"));
    comparison
        .verdict()
        .ifPresent(verdict -> {
          lines.add("");
          lines.add("**" + cell(verdict.sentence()) + "**");
          lines.add("");
          verdict.reasons().forEach(reason -> lines.add("- " + cell(reason.sentence())));
          if (!besidePython(comparison).isEmpty()) {
            lines.add("");
            lines.add("Beside Python's pools:");
            lines.add("");
            besidePython(comparison).forEach(sentence -> lines.add("- " + cell(sentence)));
          }
          lines.add("");
          lines.add("What would change this:");
          lines.add("");
          changes(verdict, comparison).forEach(change -> lines.add("- " + cell(change)));
        });
    if (!comparison.faults().sentences().isEmpty()) {
      lines.add("");
      lines.add("When " + comparison.faults().occasions() + ":");
      lines.add("");
      comparison.faults().sentences().forEach(sentence -> lines.add("- " + cell(sentence)));
    }
    lines.add("");
    lines.add(cell(provenance(comparison)));
    return lines;
  }

  private static void markdown(String title, List<List<String>> rows, List<String> lines) {
    if (!rows.isEmpty()) {
      lines.add("");
      lines.add(cell(title));
      lines.add("");
      lines.add(row(rows.getFirst()));
      lines.add(row(rows.getFirst().stream().map(_ -> "---").toList()));
      rows.stream().skip(1).forEach(cells -> lines.add(row(cells)));
    }
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(ComparisonText::cell).toList()) + " |";
  }

  private static String cell(String text) {
    return PrintableText.escape(text).replace("|", "\\|");
  }

  /**
   * One row for each trial, the warm-up included, for a spreadsheet; numbers in seconds and bytes.
   */
  public static List<String> csv(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add(
        "backend,workers,round,started_at,seconds,ending,cpu_seconds,peak_bytes,outside,gathering,"
            + "working,ending_seconds,tasks,task_seconds,gc_seconds,bytes_sent,bytes_received,"
            + "context_switches,allocated_bytes,settings");
    for (var result : comparison.arms()) {
      result.trials().forEach(trial -> lines.add(csv(result.arm(), trial)));
    }
    return lines;
  }

  private static String csv(Arm arm, Trial trial) {
    var cells = new ArrayList<String>();
    cells.add(arm.place().keyword());
    cells.add(arm.workers() == Arm.UNLIMITED ? "" : Integer.toString(arm.workers()));
    cells.add(Integer.toString(trial.round()));
    cells.add(number(trial.startedAt()));
    cells.add(number(trial.seconds()));
    cells.add(
        switch (trial.ending()) {
          case Ending.Completed _ -> "completed";
          case Ending.Failed _ -> "failed";
          case Ending.Cut _ -> "cut";
        });
    cells.add(trial.cpuSeconds().isEmpty() ? "" : number(trial.cpuSeconds().getAsDouble()));
    cells.add(trial.peakBytes().isEmpty() ? "" : Long.toString(trial.peakBytes().getAsLong()));
    trial
        .inside()
        .ifPresentOrElse(
            inside -> inside(inside, cells),
            () -> cells.addAll(List.of("", "", "", "", "", "", "", "", "")));
    cells.add(trial.switches().isEmpty() ? "" : Long.toString(trial.switches().getAsLong()));
    cells.add(
        trial
            .inside()
            .flatMap(Inside::gc)
            .map(gc -> Long.toString(gc.allocatedBytes()))
            .orElse(""));
    cells.add(String.join(" ", arm.settings()));
    return String.join(",", cells);
  }

  private static void inside(Inside inside, List<String> cells) {
    cells.add(number(inside.phases().outside()));
    cells.add(number(inside.phases().gathering()));
    cells.add(number(inside.phases().working()));
    cells.add(number(inside.phases().ending()));
    cells.add(Long.toString(inside.tasks()));
    cells.add(number(inside.taskSeconds()));
    cells.add(inside.gc().map(gc -> number(gc.seconds())).orElse(""));
    cells.add(Long.toString(inside.bytesSent()));
    cells.add(Long.toString(inside.bytesReceived()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
