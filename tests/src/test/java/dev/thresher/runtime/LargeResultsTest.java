package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.scenario.Runs;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results too large for a message come as files, and count as what a run has moved. */
@Timeout(120)
class LargeResultsTest {
  private static final int TASKS = 10;
  private static final int CHARACTERS = 200_000;

  @TempDir Path directory;

  private RunEvent.RunEnded run(BackendKind backend) throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("Large.java"),
        """
        class Large {
          static String text(int i, int characters) {
            return Integer.toString(i % 10).repeat(characters);
          }
        }
        """);
    var file =
        Files.writeString(
            directory.resolve("w.conf"),
            """
            params { characters = %d }
            each { i = 1..%d }
            task { java = Large.java }
            reduce { texts = count() }
            """
                .formatted(CHARACTERS, TASKS));
    var none = new Overrides(List.of(), Optional.empty(), OptionalInt.empty());
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory);
    var loaded = loader.load(file, none);
    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
    var plan = ((Loaded.Ready) loaded).plan();
    var end = Runs.run(plan, backend, 2, directory.resolve("run-" + backend.keyword())).end();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    return end;
  }

  @Test
  void fromWorkerProcessesTheyAreWhatWasReceived() throws Exception {
    long all = (long) TASKS * CHARACTERS;
    assertThat(run(BackendKind.PROCESSES).bytesReceived()).isBetween(all, all + all / 10);
  }

  @Test
  void inSharedMemoryNothingIsMoved() throws Exception {
    assertThat(run(BackendKind.THREADS).bytesReceived()).isZero();
  }
}
