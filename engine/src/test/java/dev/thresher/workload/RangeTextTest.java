package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.task.Column;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTextTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1..4 | 1 2 3 4",
        "1..1 | 1",
        "-2..1 | -2 -1 0 1",
        "1..10 step 4 | 1 5 9",
        "3..1 step -1 | 3 2 1",
        "1e3..3e3 step 1e3 | 1000 2000 3000",
        "9223372036854775..9223372036854776 | 9223372036854775 9223372036854776",
        "0.1..0.9 step 0.1 | 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9",
        "0.3..0.1 step -0.1 | 0.3 0.2 0.1",
        "1..2 step 0.5 | 1.0 1.5 2.0",
        "1.0..2.0 step 1 | 1.0 2.0",
        "1 .. 3 step 2 | 1 3",
      })
  void hasTheseValues(String written, String values) {
    var range = RangeText.parse(written).orElseThrow();
    assertThat(range.complaint()).isEmpty();
    assertThat(valuesOf(range.column("x"))).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1..",
        "..5",
        "1...5",
        "1..5 step",
        "a..b",
        "1..5 by 2",
        "1-5",
        "1..5..9",
        "1..99999999999999999999"
      })
  void isNoRange(String written) {
    assertThat(RangeText.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5..1",
        "1..5 step -1",
        "1..5 step 0",
        "0.1..0.9",
        "0..1e99 step 1e-9",
        "0..900000000000000000 step 1e-9"
      })
  void hasNoValuesToUse(String written) {
    assertThat(RangeText.parse(written).orElseThrow().complaint()).isPresent();
  }

  private static String valuesOf(Column column) {
    return LongStream.range(0, column.size())
        .mapToObj(index ->
            switch (column.at(index)) {
              case dev.thresher.model.Value.Whole(long whole) -> Long.toString(whole);
              case dev.thresher.model.Value other -> Double.toString(other.asReal());
            })
        .collect(Collectors.joining(" "));
  }
}
