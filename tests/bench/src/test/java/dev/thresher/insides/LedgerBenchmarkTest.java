package dev.thresher.insides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.journal.Entry;
import dev.thresher.ledger.LedgerFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerBenchmarkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void whatWasAppendedIsInTheFileWhenTheBodyReturns(int tasks) throws Exception {
    var benchmark = new LedgerBenchmark();
    benchmark.tasks = tasks;
    benchmark.open();
    try {
      benchmark.alone();
      assertThat(onDisk(benchmark)).hasSize(tasks);
      benchmark.together();
      var indices = onDisk(benchmark);
      assertThat(indices).hasSize(tasks * (LedgerBenchmark.TOGETHER + 1)).isSorted();
      assertThat(indices).doesNotHaveDuplicates();
    } finally {
      benchmark.close();
    }
  }

  private static List<Long> onDisk(LedgerBenchmark benchmark) throws Exception {
    var indices = new ArrayList<Long>();
    LedgerFile.look(
        LedgerBenchmark.file(benchmark.home()),
        LedgerBenchmark.codec(),
        entry -> {
          if (entry instanceof Entry.Committed committed) {
            committed.results().forEach(result -> indices.add(result.index()));
          }
        });
    return indices;
  }
}
