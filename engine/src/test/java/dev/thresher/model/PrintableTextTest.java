package dev.thresher.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTextTest {
  @ParameterizedTest
  @CsvSource({"plain", "größer", "日本", "😀", "'with space'", "${jndi:ldap://x}", "<script>"})
  void leavesVisibleTextAlone(String text) {
    assertThat(PrintableText.escape(text)).isEqualTo(text);
  }

  @Test
  void writesOutWhatMovesTheCursorOrStartsALine() {
    assertThat(PrintableText.escape("a\r\n\tb\u001b[2Jc\u007f\u009b"))
        .isEqualTo("a\\r\\n\\tb\\u001b[2Jc\\u007f\\u009b");
  }

  @Test
  void writesOutWhatTurnsTheDirectionOfReading() {
    assertThat(PrintableText.escape("photo\u202egpj.exe\u2066"))
        .isEqualTo("photo\\u202egpj.exe\\u2066");
  }
}
