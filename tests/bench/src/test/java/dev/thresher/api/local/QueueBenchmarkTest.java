package dev.thresher.api.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueBenchmarkTest {
  private final QueueBenchmark benchmark = new QueueBenchmark();

  @BeforeEach
  void open() {
    benchmark.open();
  }

  @AfterEach
  void close() throws InterruptedException {
    benchmark.close();
  }

  @Test
  void theTaskHasRunOnTheOtherSideWhenItIsBack() throws InterruptedException {
    var first = benchmark.thereAndBack();
    assertThat(benchmark.run()).isEqualTo(1);
    assertThat(benchmark.thereAndBack()).isSameAs(first);
    assertThat(benchmark.run()).isEqualTo(2);
  }

  @Test
  void everyOneOfManyHasRunWhenTheLastIsBack() throws InterruptedException {
    assertThat(benchmark.many()).isNotNull();
    assertThat(benchmark.run()).isEqualTo(QueueBenchmark.MANY);
  }
}
