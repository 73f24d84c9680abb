package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {
  private static Loaded load(String name, List<String> sets) {
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords())
        .load(
            Path.of("../config/experiments", name + ".conf"),
            new Overrides(List.of(), sets, Optional.empty(), OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "communication", "io", "shared-state", "allocation"})
  void everyShippedExperimentCanBeRun(String name) {
    assertThat(load(name, List.of())).isInstanceOf(Loaded.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "communication", "shared-state", "allocation"})
  void thoseWithRowsCanBeRunInPart(String name) {
    var sampled = load(name, List.of("sample.size=10", "sample.seed=1"));
    assertThat(((Loaded.Ready) sampled).plan().tasks()).isEqualTo(10);
  }
}
