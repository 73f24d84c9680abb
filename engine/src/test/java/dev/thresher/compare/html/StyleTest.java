package dev.thresher.compare.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrasts as the Web Content Accessibility Guidelines define and demand them. */
class StyleTest {
  private static final double FOR_TEXT = 4.5;
  private static final double FOR_FORMS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"screen, light", "screen, dark", "print"})
  void everythingStandsOutFromItsGround(String theme) {
    var colours = colours(theme);
    for (var ground : List.of("ground", "raised")) {
      for (var text : List.of("ink", "soft", "accent")) {
        assertContrast(colours, text, ground, FOR_TEXT);
      }
    }
    assertContrast(colours, "ink", "alarm-ground", FOR_TEXT);
    assertContrast(colours, "alarm", "alarm-ground", FOR_TEXT);
    for (var form :
        List.of(
            "threads",
            "virtual",
            "processes",
            "cluster",
            "python-threads",
            "python-processes",
            "python-mp",
            "code",
            "between",
            "start")) {
      assertContrast(colours, form, "ground", FOR_FORMS);
    }
  }

  private static void assertContrast(
      Map<String, Integer> colours, String one, String other, double least) {
    double first = luminance(requireNonNull(colours.get(one), one)) + 0.05;
    double second = luminance(requireNonNull(colours.get(other), other)) + 0.05;
    assertThat(Math.max(first, second) / Math.min(first, second))
        .as("%s on %s", one, other)
        .isGreaterThanOrEqualTo(least);
  }

  private static Map<String, Integer> colours(String theme) {
    var from =
        switch (theme) {
          case "screen, light" -> ":root {";
          case "screen, dark" -> "prefers-color-scheme: dark";
          default -> "@media print";
        };
    var sheet = Style.SHEET.substring(Style.SHEET.indexOf(from));
    var colours = new HashMap<String, Integer>();
    var found = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});").matcher(sheet);
    while (found.find()) {
      colours.putIfAbsent(found.group(1), Integer.parseInt(found.group(2), 16));
    }
    return colours;
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16)
        + 0.7152 * linear(colour >> 8 & 0xff)
        + 0.0722 * linear(colour & 0xff);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
