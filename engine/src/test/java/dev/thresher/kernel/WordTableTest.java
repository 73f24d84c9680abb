package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordTableTest {
  private static WordTable count(String text, int chunk) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var table = new WordTable();
    for (int at = 0; at < bytes.length; at += chunk) {
      int length = Math.min(chunk, bytes.length - at);
      var part = new byte[chunk];
      System.arraycopy(bytes, at, part, 0, length);
      table.accept(part, length);
    }
    table.finish();
    return table;
  }

  private static Map<String, Long> asMap(WordTable table) {
    return table.sorted().stream()
        .collect(Collectors.toMap(WordTable.Entry::word, WordTable.Entry::count));
  }

  @Test
  void aWordIsALongestRunOfLettersInLowerCase() {
    var table = count("Don't PANIC, don't\npanic2panic", 64);
    assertThat(asMap(table)).isEqualTo(Map.of("don", 2L, "t", 2L, "panic", 3L));
    assertThat(table.words()).isEqualTo(7);
  }

  @Test
  void lettersOutsideAsciiStandBetweenWords() {
    assertThat(asMap(count("naïve Straße", 64)))
        .isEqualTo(Map.of("na", 1L, "ve", 1L, "stra", 1L, "e", 1L));
  }

  @Test
  void aTextWithoutWordsHasNone() {
    assertThat(count("", 1).sorted()).isEmpty();
    assertThat(count(" 1 2 3 \0 \n", 3).words()).isZero();
  }

  @Test
  void wordsComeInAlphabeticalOrder() {
    assertThat(count("b a ab aa b A", 64).sorted())
        .extracting(WordTable.Entry::word)
        .containsExactly("a", "aa", "ab", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void chunksMayCutWordsAnywhere(int chunk) {
    long seed = 99;
    var text = randomText(seed, 20_000);
    var expected = new TreeMap<String, Long>();
    Pattern.compile("[A-Za-z]+")
        .matcher(text)
        .results()
        .forEach(match ->
            expected.merge(match.group().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum));
    var table = count(text, chunk);
    assertThat(asMap(table)).as("seed %d", seed).isEqualTo(expected);
    assertThat(table.words()).isEqualTo(expected.values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void manyAndLongWordsFit() {
    var longWord = "x".repeat(100_000);
    var text = new StringBuilder(longWord).append(' ');
    for (int i = 0; i < 50_000; i++) {
      text.append(letters(i)).append(' ');
    }
    text.append(longWord);
    var table = count(text.toString(), 8192);
    assertThat(table.sorted()).hasSize(50_001);
    assertThat(asMap(table)).containsEntry(longWord, 2L).containsEntry(letters(49_999), 1L);
  }

  private static String letters(int number) {
    return Integer.toString(number, 10)
        .chars()
        .mapToObj(digit -> String.valueOf((char) (digit - '0' + 'a')))
        .collect(Collectors.joining());
  }

  private static String randomText(long seed, int length) {
    var random = new SplittableRandom(seed);
    var alphabet = "aAbBzZ  \n.,'09éß漢@[`{";
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
        .collect(Collectors.joining());
  }
}
