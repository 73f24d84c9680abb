package dev.thresher.insides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.schedule.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecidingBenchmarkTest {
  private static final int REPORTS = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void eachReportCommitsItsBatchAndBringsTheNext(int batch) {
    var benchmark = new DecidingBenchmark();
    benchmark.batch = batch;
    benchmark.start();
    var committed = new ArrayList<Long>();
    var sent = new ArrayList<TaskRange>();
    for (int report = 0; report < REPORTS; report++) {
      var decisions = benchmark.report();
      committed.addAll(committed(decisions));
      sent.addAll(sent(decisions));
      assertThat(sent(decisions)).as("batches after report %d", report).hasSize(1);
    }
    assertThat(committed).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(REPORTS);
    // The batch that the name promises is reached once the pace is known.
    assertThat(sent.getLast().size()).isEqualTo(batch);
    for (int later = 1; later < sent.size(); later++) {
      assertThat(sent.get(later).from()).isEqualTo(sent.get(later - 1).until());
    }
  }

  private static List<Long> committed(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Commit.class::isInstance)
        .flatMap(decision -> ((Decision.Commit) decision).results().stream())
        .map(result -> result.index())
        .toList();
  }

  private static List<TaskRange> sent(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Send(var _, RunTasks _))
        .map(decision -> ((RunTasks) ((Decision.Send) decision).request()).tasks())
        .toList();
  }
}
