package dev.thresher.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.scenario.Runs;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that may start once only, in batches on a worker that is killed. */
@Timeout(120)
class KilledCommandsTest {
  private static final int TASKS = 1000;

  @TempDir Path directory;

  @Tag("slow")
  @Test
  void noneStartsTwiceAndNoneIsLostButTheOneThatRan() throws Exception {
    var run =
        Runs.start(plan(), BackendKind.PROCESSES, 2, directory.resolve("run"), Runs.settings());
    await().atMost(Duration.ofSeconds(60)).until(() -> run.completed() > TASKS / 10);
    ProcessHandle.of(run.pids().getFirst()).orElseThrow().destroyForcibly();
    var end = run.await().end();

    var lost = run.all(TaskFailed.class);
    assertThat(lost).hasSizeLessThanOrEqualTo(1);
    assertThat(lost).allMatch(failed -> failed.outcome() instanceof Outcome.Lost);
    assertThat(end.end()).isEqualTo(lost.isEmpty() ? RunEnd.COMPLETED : RunEnd.FAILED);
    assertThat(run.completed()).isEqualTo(TASKS - lost.size());

    var started = Files.readAllLines(directory.resolve("witness"));
    assertThat(started).doesNotHaveDuplicates();
    var ended = new HashSet<>(started);
    lost.forEach(failed -> ended.add(Long.toString(failed.task().index())));
    assertThat(ended).hasSize(TASKS);
    // What had started is kept only where it will serve to resume.
    assertThat(Files.exists(directory.resolve("run/started"))).isEqualTo(!lost.isEmpty());
  }

  private Plan plan() throws IOException {
    var text =
        """
        each { n = 0..%d }
        task { command = "echo $n >> %s/witness", shell = true }
        on-error = collect
        """
            .formatted(TASKS - 1, directory);
    var file = Files.writeString(directory.resolve("w.conf"), text);
    var loaded =
        new WorkloadLoader(BuiltinKinds.load(), new StoredRecords())
            .load(file, new Overrides(List.of(), Optional.empty(), OptionalInt.empty()));
    return switch (loaded) {
      case Loaded.Ready ready -> ready.plan();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }
}
