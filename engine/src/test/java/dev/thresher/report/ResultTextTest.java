package dev.thresher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResultTextTest {
  private static Value row(long i) {
    return Fields.of("word", Value.of("w" + i)).with("count", Value.of(i * i));
  }

  private static Sequence rows(long count) {
    return new Sequence(LongStream.range(0, count).mapToObj(ResultTextTest::row).toList());
  }

  @Test
  void alignsNamesAndValues() {
    var counts = new Sequence(List.of(Value.of(98257), Value.of(93390)));
    var result =
        Fields.of("pairs", Value.of(190_000))
            .with("sx", Value.of(-3.247834652034740e3))
            .with("counts", counts);
    assertThat(ResultText.lines(result, 10))
        .containsExactly("pairs   190000", "sx      -3247.83465203474", "counts  [98257, 93390]");
  }

  @Test
  void printsRowsAsATableAndCountsTheRest() {
    assertThat(ResultText.lines(rows(5), 2))
        .containsExactly("word  count", "w0    0", "w1    1", "… 3 more rows");
  }

  @Test
  void indentsATableWithinAResult() {
    var result = Fields.of("words", Value.of(2)).with("top", rows(1));
    assertThat(ResultText.lines(result, 9))
        .containsExactly("words  2", "top", "  word  count", "  w0    0");
  }

  @Test
  void leavesAMissingCellEmpty() {
    var uneven = new Sequence(List.of(Fields.of("a", Value.of(1)), Fields.of("b", Value.of(2))));
    assertThat(ResultText.lines(uneven, 9)).containsExactly("a  b", "1", "   2");
  }

  @Test
  void printsASingleValueAsItIsAndNothingForNone() {
    assertThat(ResultText.lines(Value.of(664_579), 9)).containsExactly("664579");
    assertThat(ResultText.lines(Value.Absent.ABSENT, 9)).isEmpty();
  }

  @Test
  void escapesTexts() {
    assertThat(ResultText.lines(Fields.of("a\nb", Value.of("\u001b[m")), 9))
        .containsExactly("a\\nb  \\u001b[m");
  }
}
