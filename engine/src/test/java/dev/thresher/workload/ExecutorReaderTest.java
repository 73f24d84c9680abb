package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Semantics;
import dev.thresher.workload.ExecutorReader.Described;
import dev.thresher.workload.ExecutorReader.Reading;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.SourceReader.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExecutorReaderTest {
  private static Reading read(String text) {
    var reader = new ExecutorReader(Workloads.settings());
    return reader.read(path -> new Source.Text(path, text), "e.conf");
  }

  private static Described accepted(String text) {
    return switch (read(text)) {
      case Reading.Accepted(Described executor) -> executor;
      case Reading.Refused(List<Complaint> complaints) ->
          throw new AssertionError("refused: " + complaints);
    };
  }

  private static List<String> complaints(String text) {
    return switch (read(text)) {
      case Reading.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
      case Reading.Refused(List<Complaint> complaints) ->
          complaints.stream().map(Complaint::render).toList();
    };
  }

  @Test
  void anEmptyFileLeavesEverythingAsItIs() {
    assertThat(accepted(""))
        .isEqualTo(
            new Described(
                Optional.empty(),
                BackendKind.THREADS,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Workloads.settings().defaults()));
  }

  @Test
  void everyKeyIsRead() {
    var described =
        accepted(
            """
            name = crunch
            backend = processes
            workers = 3
            priority = 5
            semantics = at-most-once
            retries = 2
            task { deadline = 2s }
            engine { processes { slots = 2 } }
            """);
    assertThat(described.name()).contains("crunch");
    assertThat(described.backend()).isEqualTo(BackendKind.PROCESSES);
    assertThat(described.workers()).hasValue(3);
    assertThat(described.priority()).isEqualTo(5);
    assertThat(described.semantics()).contains(Semantics.AT_MOST_ONCE);
    assertThat(described.retries()).contains(new Retries(2, Backoff.DEFAULT, RetryOn.ANY));
    assertThat(described.deadline()).contains(Duration.ofSeconds(2));
    assertThat(described.settings().settings().processes().slots()).isEqualTo(2);
  }

  @Test
  void whatStandsInTaskGoesBeforeWhatStandsAtTheTop() {
    assertThat(accepted("retries = 2, task { retries = 7 }").retries().orElseThrow().times())
        .isEqualTo(7);
  }

  @Test
  void theKeysAreThoseOfWorkloadFiles() {
    assertThat(WorkloadKeys.TOP).containsAll(WorkloadKeys.EXECUTOR);
  }

  @Test
  void misspeltKeysAreRefusedWithTheirLines() {
    assertThat(complaints("backend = threads\nworker = 3\ntask { deadlin = 2s }"))
        .containsExactly(
            "e.conf:2: unknown key \"worker\"; allowed here: name, backend, workers, task, retries,"
                + " semantics, priority, engine; did you mean \"workers\"?",
            "e.conf:3: unknown key \"deadlin\" in task; allowed here: deadline, retries, semantics;"
                + " did you mean \"deadline\"?");
  }

  @Test
  void keysThatSayWhatToComputeAreToldApart() {
    assertThat(complaints("each { n = 1..3 }\ntask { kind = sleep }\ndeadline = 2h"))
        .containsExactly(
            "e.conf:1: \"each\" is for workload files, which thresher run runs; an executor gets its"
                + " tasks from the program: leave it out",
            "e.conf:2: \"kind\" in task is for workload files, which thresher run runs; an executor"
                + " gets its tasks from the program: leave it out",
            "e.conf:3: deadline at the top is that of a run, which an executor is not: put that of"
                + " each task in task");
  }

  @Test
  void settingsThatWouldBeIgnoredAreRefused() {
    assertThat(complaints("engine {\n  threads.pool-size = 3\n  ledger = off\n}"))
        .containsExactly(
            "e.conf:2: engine.threads.pool-size is for runs of workload files and would be ignored"
                + " here: leave it out",
            "e.conf:3: engine.ledger is for runs of workload files and would be ignored here: leave"
                + " it out");
  }

  @Test
  void valuesAreCheckedAsInWorkloadFiles() {
    assertThat(complaints("backend = thread\nworkers = 0\nretries = often\nengine = 3\ntask = 2"))
        .containsExactly(
            "e.conf:1: backend must be one of threads, virtual-threads, processes, cluster, but is"
                + " \"thread\"; did you mean \"threads\"?",
            "e.conf:2: workers must be a whole number from 1 to 100000, but is \"0\"",
            "e.conf:3: retries must be a whole number from 0 to 1000, or a block such as { times ="
                + " 3 }, but is \"often\"",
            "e.conf:4: engine must be a block { }, but is \"3\"",
            "e.conf:5: task must be a block { }, but is \"2\"");
    assertThat(complaints("workers = {")).singleElement().asString().startsWith("e.conf:1: ");
  }

  @Test
  void thePageListsEveryKey() throws Exception {
    var page = Files.readString(Path.of("../docs/java-api.md"));
    assertThat(WorkloadKeys.EXECUTOR).allSatisfy(key -> assertThat(page).contains("| `" + key));
  }
}
