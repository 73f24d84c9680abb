package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullHeapsTest {
  private static final String QUIET = "-XX:+EnableDynamicAgentLoading";

  private static List<String> flags(double peakBytes, String... variables) {
    return FullHeaps.flags(peakBytes, Stream.of(variables));
  }

  @Test
  void aHeapIsLimitedToWhatARunNeedsHalfAGibibyteAtLeast() {
    assertThat(flags(0)).containsExactly(QUIET, "-Xmx512m");
    assertThat(flags(3L << 30, "-Dmail=ada@example.org")).containsExactly(QUIET, "-Xmx3072m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx64m",
        " -ea -Xmx2g",
        "-XX:MaxRAMPercentage=25",
        "-ea\n-XX:MaxHeapSize=1g",
        "@my"
      })
  void butNotIfTheUserHas(String variable) {
    assertThat(flags(0, "-ea", variable)).containsExactly(QUIET);
  }
}
