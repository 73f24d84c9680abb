package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.BreakEven;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class ComparisonPageTest {
  private static final List<String> DRAWINGS =
      List.of("wall-time", "time-split", "speed-up", "break-even", "task-times", "trial-order");

  @Test
  void aWholeComparisonHasAllItsPlotsAndItsVerdictFirst() {
    var page = PageContent.of(SampleComparison.of(7));
    assertThat(DRAWINGS).allMatch(page::hasDrawing);
    assertThat(page.text()).doesNotContain("Plots left out");
    var first = PageContent.under(page.all("main").getFirst(), "p").getFirst();
    assertThat(first.getAttribute("class")).isEqualTo("verdict");
    assertThat(first.getTextContent()).startsWith("Take threads:4: 1.78 s");
  }

  @Test
  void theBreakEvenIsSaidOnceAmongWhatWouldChangeTheAnswer() {
    var page = PageContent.of(SampleComparison.of(7));
    var items = page.all("li").stream().map(Element::getTextContent).toList();
    assertThat(items)
        .containsOnlyOnce("Length of a task: processes are faster for tasks above 31 ms.")
        .doesNotContain("Processes are faster for tasks above 31 ms.");
  }

  @Test
  void theSameComparisonGivesTheSamePage() {
    assertThat(ComparisonPage.of(SampleComparison.of(7)))
        .isEqualTo(ComparisonPage.of(SampleComparison.of(7)));
  }

  @Test
  void textsFromOutsideStayTexts() {
    var hostile = "</title></style><script>alert('1')</script>\" onload=\"x&amp;]]>";
    var page = PageContent.of(SampleComparison.withTexts(text -> text + hostile));
    assertThat(page.all("script")).isEmpty();
    assertThat(page.all("*")).noneMatch(element -> element.hasAttribute("onload"));
    assertThat(page.text())
        .contains(
            "/home/ada/work/sweep.conf" + hostile,
            "Some Processor 3000" + hostile,
            "sweep.conf:3: no class Walk" + hostile,
            "the budget was used up" + hostile,
            "1.00 s to 2.00 s" + hostile,
            "close other programs" + hostile,
            "hey differ" + hostile,
            "workers = 4" + hostile,
            "four run at once" + hostile);
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() {
    var page = PageContent.of(SampleComparison.of(7));
    assertThat(page.all("*").stream().map(Element::getTagName))
        .doesNotContain("script", "link", "img", "image", "iframe", "object", "use", "a");
    assertThat(page.source()).doesNotContain("http:", "https:", "@import", "//");
    var addresses = Pattern.compile("url\\((.)").matcher(page.source()).results();
    assertThat(addresses.map(found -> found.group(1))).isNotEmpty().containsOnly("#");
    assertThat(page.all("meta").stream().map(meta -> meta.getAttribute("content")))
        .contains("default-src 'none'; style-src 'unsafe-inline'");
  }

  @Test
  void everyDrawingHasATitleAndADescriptionOfItsOwnAndEveryTableACaption() {
    var page = PageContent.of(SampleComparison.of(7));
    var ids = new HashSet<String>();
    page.all("*").stream()
        .map(element -> element.getAttribute("id"))
        .filter(id -> !id.isEmpty())
        .forEach(id -> assertThat(ids.add(id)).as(id).isTrue());
    for (var svg : page.all("svg")) {
      if (!svg.getAttribute("aria-hidden").equals("true")) {
        assertThat(ids).contains(svg.getAttribute("aria-labelledby").split(" "));
        assertThat(PageContent.under(svg, "desc").getFirst().getTextContent()).isNotBlank();
      }
    }
    assertThat(page.all("table"))
        .hasSizeGreaterThan(5)
        .allMatch(table -> table.getFirstChild().getNodeName().equals("caption"));
  }

  @Test
  void everyTrialThatCountsIsAMarkAndLiesWhereItsTimeSays() {
    assertMarks(SampleComparison.ofWholeRuns(7), Trial::seconds);
  }

  @Test
  void aTrialOfASampleLiesWhereAllTasksWouldHaveEnded() {
    var comparison = SampleComparison.of(7);
    assertMarks(comparison, comparison.sample().orElseThrow()::whole);
    assertThat(PageContent.of(comparison).text())
        .contains("Trials ran 400 of 4,000 tasks; shown is what all would take");
  }

  private static void assertMarks(Comparison comparison, Function<Trial, Double> time) {
    var drawing = PageContent.of(comparison).drawing("wall-time");
    var times =
        comparison.arms().stream().flatMap(arm -> arm.counting().stream()).map(time).toList();
    assertThat(PageContent.classed(drawing, "trial")).hasSameSizeAs(times);

    var lines = PageContent.classed(drawing, "grid");
    var labels = PageContent.classed(drawing, "tick");
    double start = PageContent.number(lines.getFirst(), "x1");
    double end = PageContent.number(lines.getLast(), "x1");
    double low = Double.parseDouble(labels.getFirst().getTextContent());
    double high = Double.parseDouble(labels.getLast().getTextContent());
    var circles = PageContent.under(drawing, "circle");
    for (int i = 0; i < circles.size(); i++) {
      double expected = start + (times.get(i) - low) / (high - low) * (end - start);
      assertThat(PageContent.number(circles.get(i), "cx")).isCloseTo(expected, Offset.offset(0.06));
    }
    assertThat(circles).hasSize(21);
  }

  @Test
  void whatWasNotMeasuredIsLeftOutWithTheReason() {
    var page = PageContent.of(SampleComparison.empty());
    assertThat(DRAWINGS).noneMatch(page::hasDrawing);
    assertThat(page.text())
        .contains("No verdict.")
        .contains("You ended it.")
        .contains("Wall time of each arm: no arm has a trial whose time counts.")
        .contains("no backend was measured with more than one number of workers.");
  }

  @ParameterizedTest
  @CsvSource({"1, 1.5", "5, 1.5", "1, 0", "3, 0", "2, 1e-9", "1, 90000"})
  void oneTrialAndEqualTrialsCanBeDrawn(int trials, double seconds) {
    var page = PageContent.of(SampleComparison.equal(trials, seconds));
    var drawing = page.drawing("wall-time");
    assertThat(PageContent.classed(drawing, "trial")).hasSize(trials);
    assertThat(page.source()).doesNotContain("NaN", "Infinity");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1e-12, false", "0.031, true", "1e9, false"})
  void aBreakEvenIsDrawnUnlessItIsOutOfSight(double seconds, boolean drawn) {
    var comparison = SampleComparison.of(7);
    var breakEven = new BreakEven.Grain(seconds, 0.01, "there it is");
    var page =
        PageContent.of(
            new Comparison(
                comparison.provenance(),
                comparison.arms(),
                comparison.sample(),
                comparison.costs(),
                comparison.difference(),
                comparison.verdict(),
                breakEven,
                comparison.warnings(),
                comparison.ended()));
    var lines = PageContent.classed(page.drawing("break-even"), "break-even");
    assertThat(lines).hasSize(drawn ? 1 : 0);
    assertThat(page.text()).contains("There it is.");
  }

  @Test
  void nothingLiesOutsideOfItsDrawing() {
    var page = PageContent.of(SampleComparison.of(7));
    for (var name : DRAWINGS) {
      var drawing = page.drawing(name);
      double height = Double.parseDouble(drawing.getAttribute("viewBox").split(" ")[3]);
      for (var element : PageContent.under(drawing, "*")) {
        for (var across : List.of("x", "x1", "x2", "cx")) {
          assertWithin(element, across, Figure.WIDTH);
        }
        for (var down : List.of("y", "y1", "y2", "cy")) {
          assertWithin(element, down, height);
        }
      }
    }
  }

  private static void assertWithin(Element element, String attribute, double most) {
    if (element.hasAttribute(attribute)) {
      assertThat(PageContent.number(element, attribute))
          .as(element.getTagName() + " " + element.getAttribute("class") + " " + attribute)
          .isBetween(0.0, most);
    }
  }
}
