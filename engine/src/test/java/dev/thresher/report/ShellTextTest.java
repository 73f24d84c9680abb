package dev.thresher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShellTextTest {
  private static final String ALPHABET =
      "aZ09 '\"\\$`!*?[](){}<>|&;#~=%^-+,.:/@\n\t\r\u0001\u007f\u00e9\u4e2d\ud83d\ude00";

  @Test
  void quotesOnlyWhereItMust() {
    assertThat(ShellText.of(List.of("sort", "-r", "a/b.txt", "{out}", "x y", "it's", "")))
        .isEqualTo("sort -r a/b.txt {out} 'x y' 'it'\\''s' ''");
    assertThat(ShellText.of("two\nlines\\'")).isEqualTo("$'two\\nlines\\\\\\''");
  }

  @Test
  void isReadBackByBashAsItWas() throws Exception {
    var random = new SplittableRandom(7);
    var words = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      var word = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        int at = random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length()));
        word.appendCodePoint(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at)));
      }
      words.add(word.toString());
    }
    var line = ShellText.of(words);
    assertThat(PrintableText.escape(line)).isEqualTo(line);
    assertThat(printedByBash(line)).isEqualTo(words);
  }

  private static List<String> printedByBash(String line) throws Exception {
    var builder = new ProcessBuilder("bash", "-c", "printf '%s\\0' " + line);
    builder.environment().put("LC_ALL", "C.UTF-8");
    var bash = builder.redirectErrorStream(true).start();
    var printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(printed).isZero();
    return List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
  }
}
