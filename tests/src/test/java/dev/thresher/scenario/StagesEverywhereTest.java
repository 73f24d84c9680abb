package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(180)
class StagesEverywhereTest {
  private static final List<String> OUTPUTS =
      List.of("naps.csv", "sums.csv", "again.csv", "later.csv", "last.csv");
  private static final int ROWS = 3_000; // more than one stretch of the index

  @TempDir Path temporary;

  /** Sums of fractions: another order of adding would show in the last digits. */
  @Test
  void theOutputsOfAllStagesAreTheSameBytesOnEveryBackendWithAnyNumberOfWorkers() throws Exception {
    var first = outputs(BackendKind.THREADS, 1);
    assertThat(first.getFirst().lines()).hasSize(ROWS + 1);
    assertThat(first.get(1).lines()).hasSize(8);
    assertThat(outputs(BackendKind.THREADS, 4)).isEqualTo(first);
    assertThat(outputs(BackendKind.VIRTUAL_THREADS, 0)).isEqualTo(first);
    assertThat(outputs(BackendKind.PROCESSES, 2)).isEqualTo(first);
  }

  private List<String> outputs(BackendKind backend, int workers) throws Exception {
    var directory = Files.createDirectories(temporary.resolve(backend + "-" + workers));
    var input = new StringBuilder("group,x,millis\n");
    for (int i = 0; i < ROWS; i++) {
      input.append(i % 7).append(',').append(1.0 / (i + 3)).append(",0\n");
    }
    Files.writeString(directory.resolve("in.csv"), input);
    var run = Runs.run(plan(directory).plan(), backend, workers, directory.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    var texts = new java.util.ArrayList<String>();
    for (var output : OUTPUTS) {
      texts.add(Files.readString(directory.resolve(output)));
    }
    return texts;
  }

  private static Loaded.Ready plan(Path directory) throws IOException {
    var text =
        """
        stages {
          naps  { each { row.csv = in.csv }, task { kind = sleep }, output = "%1$s/naps.csv"
                  on-error = skip }
          later { from = naps, task { kind = primes, limit = 50 }, output = "%1$s/later.csv"
                  on-error = skip }
          last  { from = later, task { kind = sha256, file = "%1$s/in.csv" }
                  reduce { sum = sum(x), bytes = sum(bytes), rows = count }, output = "%1$s/last.csv" }
          sums  { from = naps, group-by = group
                  reduce { sum = sum(x), mean = mean(x), n = count }, output = "%1$s/sums.csv" }
          again { from = sums, task { kind = sleep, millis = 1 }, output = "%1$s/again.csv" }
        }
        """
            .formatted(directory.toAbsolutePath());
    var file = Files.writeString(directory.resolve("w.conf"), text);
    return switch (new WorkloadLoader(BuiltinKinds.load(), new StoredRecords())
        .load(file, Overrides.NONE)) {
      case Loaded.Ready ready -> ready;
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }
}
