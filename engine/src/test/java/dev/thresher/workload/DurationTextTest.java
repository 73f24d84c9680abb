package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S, 30 s",
    "1.5 h, PT1H30M, 90 m",
    "2ms, PT0.002S, 2 ms",
    "1 day, PT24H, 1 d",
    "250 us, PT0.00025S, 250 us",
    "7nanos, PT0.000000007S, 7 ns",
    "90 seconds, PT1M30S, 90 s",
  })
  void isRead(String written, Duration expected, String rendered) {
    assertThat(DurationText.parse(written)).contains(expected);
    assertThat(DurationText.render(expected)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "-5s", "5 x", "5 S", "1e3s", "5s 3ms", "", "999999 d", "5,5s"})
  void isRefused(String written) {
    assertThat(DurationText.parse(written)).isEmpty();
  }
}
