package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory: all share one heap | Memory: all share one heap.",
        "tasks wait, more or less | Tasks wait, more or less.",
        "was it quiet? | Was it quiet?",
        "threads:2 holds 1 MiB | threads:2 holds 1 MiB.",
        "virtual-threads: no time | virtual-threads: no time.",
        "sweep.conf:3: no class | sweep.conf:3: no class."
      })
  void aSentenceBeginsWithACapitalUnlessWithANameThatIsToBeTyped(String text, String sentence) {
    assertThat(Words.sentence(text)).isEqualTo(sentence);
  }
}
