package dev.thresher.workload.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KEYS =
      List.of("retries", "deadline", "output", "workers", "work-directory");

  @ParameterizedTest
  @CsvSource({
    "worker, workers",
    "wokrers, workers",
    "Output, output",
    "retry, retries",
    // Two begin like this, and none is near.
    "workx, ",
    "retire-on, ",
    "ret, ",
  })
  void whatWasProbablyMeant(String given, String meant) {
    assertThat(Spelling.nearest(given, KEYS).orElse(null)).isEqualTo(meant);
  }
}
