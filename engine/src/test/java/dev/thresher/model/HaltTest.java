package dev.thresher.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Halt.Limit;
import dev.thresher.model.Halt.Running;
import org.junit.jupiter.api.Test;

class HaltTest {
  @Test
  void aNumberIsReachedWhenSoManyHaveFailed() {
    var halt = new Halt(new Limit.Tasks(3), Running.FINISH);
    assertThat(halt.isReached(2, 10)).isFalse();
    assertThat(halt.isReached(3, 10)).isTrue();
    assertThat(halt.isReached(4, 4)).isTrue();
  }

  @Test
  void aShareIsOfAllTasks() {
    var halt = new Halt(new Limit.Share(2.5), Running.STOP);
    assertThat(halt.isReached(4, 200)).isFalse();
    assertThat(halt.isReached(5, 200)).isTrue();
    assertThat(halt.isReached(1, 10)).isTrue();
    assertThat(halt.isReached(0, 0)).isFalse();
  }

  @Test
  void limitsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Limit.Tasks(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit.Share(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit.Share(100.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit.Share(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void describesItself() {
    assertThat(new Halt(new Limit.Tasks(1), Running.STOP).described()).isEqualTo("1 failed task");
    assertThat(new Halt(new Limit.Tasks(10), Running.STOP).described())
        .isEqualTo("10 failed tasks");
    assertThat(new Halt(new Limit.Share(10), Running.STOP).described())
        .isEqualTo("10 % failed tasks");
  }
}
