package dev.thresher.compare.html;

import dev.thresher.compare.Comparison;
import dev.thresher.compare.Comparison.Difference;
import dev.thresher.compare.Reason;
import dev.thresher.compare.Verdict;
import dev.thresher.compare.Yardstick;
import dev.thresher.compare.html.Figure.Drawn;
import dev.thresher.compare.html.Figure.LeftOut;
import dev.thresher.compare.html.Markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A comparison as one HTML file: the verdict and its reasons, the arms, plots, and where it all
 * comes from. It loads nothing, runs nothing, and follows the reader's choice of light or dark.
 */
public final class ComparisonPage {
  private static final String NOTHING_MAY_LOAD = "default-src 'none'; style-src 'unsafe-inline'";

  private ComparisonPage() {}

  /** The whole file, to be written in UTF-8. */
  public static String of(Comparison comparison) {
    var title = "Threads or processes: " + comparison.provenance().workload();
    var page =
        Tag.of("html")
            .with("lang", "en")
            .holding(head(title), Markup.element("body", Markup.lines(body(title, comparison))));
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static Markup head(String title) {
    return Markup.element(
        "head",
        Tag.of("meta").with("charset", "UTF-8").empty(),
        Tag.of("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", NOTHING_MAY_LOAD)
            .empty(),
        Tag.of("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1")
            .empty(),
        Tag.of("meta").with("name", "color-scheme").with("content", "light dark").empty(),
        Markup.element("title", title),
        Markup.style(Style.SHEET));
  }

  private static List<Markup> body(String title, Comparison comparison) {
    var figures =
        Stream.of(
                WallTimePlot.of(comparison),
                TimeSplitPlot.of(comparison),
                WayPlot.of(comparison),
                CodePlot.of(comparison),
                TimelinePlot.of(comparison),
                SpeedUpPlot.of(comparison),
                BreakEvenPlot.of(comparison),
                TaskTimesPlot.of(comparison),
                TrialOrderPlot.of(comparison))
            .toList();
    var parts = new ArrayList<Markup>();
    parts.add(Markup.element("header", top(title, comparison)));
    comparison.verdict().ifPresent(verdict -> explained(verdict, comparison, parts));
    section("Warnings", sentences("ul", comparison.allWarnings()), parts);
    parts.add(Markup.element("h2", "Arms"));
    parts.add(Tag.of("div").with("class", "arms").holding(ArmTable.of(comparison)));
    plots(figures, parts);
    parts.add(Markup.element("h2", "Where this comes from"));
    parts.add(Tag.of("div").with("class", "provenance").holding(ProvenanceTables.of(comparison)));
    comparison.costs().map(ProvenanceTables::of).ifPresent(parts::add);
    return List.of(Markup.element("main", Markup.lines(parts)));
  }

  private static Markup top(String title, Comparison comparison) {
    var parts = new ArrayList<Markup>();
    parts.add(Markup.element("h1", title));
    comparison.difference().map(ComparisonPage::alarm).ifPresent(parts::add);
    parts.add(
        Tag.of("p")
            .with("class", "verdict")
            .holding(
                Markup.text(
                    comparison
                        .verdict()
                        .map(verdict -> Words.sentence(verdict.sentence()))
                        .orElse("No verdict."))));
    parts.add(
        Tag.of("p").with("class", "soft").holding(Markup.text(Words.sentence(comparison.ended()))));
    return Markup.lines(parts);
  }

  private static Markup alarm(Difference difference) {
    return Tag.of("div")
        .with("class", "alarm")
        .with("role", "alert")
        .holding(
            Markup.element("strong", "Results differ, so this comparison is void. "),
            Markup.text(Words.sentence(difference.sentence())));
  }

  private static void explained(Verdict verdict, Comparison comparison, List<Markup> parts) {
    section(
        "Why", sentences("ol", verdict.reasons().stream().map(Reason::sentence).toList()), parts);
    section(
        "Beside Python's pools",
        sentences("ul", comparison.yardsticks().stream().map(Yardstick::sentence).toList()),
        parts);
    section("What would change this", sentences("ul", changes(verdict, comparison)), parts);
    section("What separate processes give besides", sentences("ul", verdict.isolation()), parts);
    section(
        "When " + comparison.faults().occasions(),
        sentences("ul", comparison.faults().sentences()),
        parts);
    if (!verdict.lines().isEmpty()) {
      parts.add(Markup.element("h2", "To paste into the workload file"));
      var lines = verdict.lines().stream().map(Markup::text).toList();
      parts.add(
          Tag.of("pre")
              .with("tabindex", "0")
              .with("aria-label", "lines for the workload file")
              .holding(Markup.element("code", Markup.lines(lines))));
    }
  }

  private static List<String> changes(Verdict verdict, Comparison comparison) {
    var breakEven = comparison.breakEven().sentence();
    var changes = new ArrayList<>(verdict.changes());
    if (changes.stream().noneMatch(change -> change.contains(breakEven))) {
      changes.addFirst(breakEven);
    }
    comparison.scaling().forEach(scaling -> changes.add("more workers: " + scaling.sentence()));
    return changes;
  }

  private static void section(String heading, Markup content, List<Markup> parts) {
    if (!content.isNothing()) {
      parts.add(Markup.element("h2", heading));
      parts.add(content);
    }
  }

  private static Markup sentences(String list, List<String> sentences) {
    return sentences.isEmpty()
        ? Markup.NONE
        : Tag.of(list)
            .holding(
                sentences.stream()
                    .map(sentence -> Markup.element("li", Words.sentence(sentence)))
                    .toList());
  }

  private static void plots(List<Figure> figures, List<Markup> parts) {
    var drawn = new ArrayList<Markup>();
    var leftOut = new ArrayList<String>();
    for (var figure : figures) {
      switch (figure) {
        case Drawn plot -> drawn.add(figure(plot));
        case LeftOut(var title, var why) -> leftOut.add(title + ": " + why);
      }
    }
    if (!drawn.isEmpty()) {
      parts.add(Markup.element("h2", "Plots"));
      parts.add(Tag.of("div").with("class", "figures").holding(Markup.lines(drawn)));
    }
    section("Plots left out", sentences("ul", leftOut), parts);
  }

  private static Markup figure(Drawn plot) {
    var numbers =
        plot.numbers().isNothing()
            ? Markup.NONE
            : Markup.element("details", Markup.element("summary", "The numbers"), plot.numbers());
    return Markup.element(
        "figure",
        Markup.element("h3", plot.title()),
        plot.legend(),
        plot.drawing(),
        Markup.element("figcaption", plot.caption()),
        numbers);
  }
}
