package dev.thresher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
  @Test
  void theSoftLimitCounts() {
    var line = "Max open files            1024                 524288               files     ";
    assertThat(OpenFiles.of(line)).isEqualTo(new OpenFiles(1024));
  }

  @Test
  void noLimitIsNone() {
    assertThat(
            OpenFiles.of("Max open files            unlimited            unlimited   files").most())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(OpenFiles.of("").most()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void thisProcessHasOne() {
    assertThat(OpenFiles.current().most()).isGreaterThan(2);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheArithmetic() {
    var tight = new OpenFiles(OpenFiles.OF_THE_ENGINE + 2 * OpenFiles.OF_A_WORKER);
    assertThat(tight.refusal(0)).isEmpty();
    assertThat(tight.refusal(2)).isEmpty();
    assertThat(tight.refusal(3).orElseThrow()).contains("144", "128", "8", "3", "152", "ulimit -n");
  }
}
