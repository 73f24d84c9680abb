package dev.thresher.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void oneIsSingularAndAllElseIsPlural() {
    assertThat(Counted.of(0, "task")).isEqualTo("0 tasks");
    assertThat(Counted.of(1, "task")).isEqualTo("1 task");
    assertThat(Counted.of(40_000, "task")).isEqualTo("40,000 tasks");
    assertThat(Counted.of(1, "process does", "processes do")).isEqualTo("1 process does");
    assertThat(Counted.of(2, "process does", "processes do")).isEqualTo("2 processes do");
  }
}
