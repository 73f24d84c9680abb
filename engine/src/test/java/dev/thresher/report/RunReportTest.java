package dev.thresher.report;

import static dev.thresher.report.RunEvents.W1;
import static dev.thresher.report.RunEvents.W2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Failure;
import dev.thresher.model.JsonText;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.report.RunReport.TaskCounts;
import dev.thresher.report.RunReport.WorkerLife;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunReportTest {
  @Test
  void countsTasksAndTimesPerIncarnationAndInAll() {
    var report = RunEvents.reportOf(RunEvents.processesWithFailures());
    assertThat(report.tasks()).isEqualTo(new TaskCounts(10, 7, 3, 1, 0));
    assertThat(report.wallNanos()).isEqualTo(RunEvents.nanos(5));
    assertThat(report.taskNanos()).isEqualTo(RunEvents.nanos(2));
    assertThat(report.workers()).extracting(WorkerLife::name).containsExactly("w1", "w2", "w2#2");
    assertThat(report.workers())
        .extracting(WorkerLife::endedBy)
        .containsExactly("end of run", "signal 9 (KILL)", "end of run");
    assertThat(report.workers())
        .extracting(life -> life.work().completed())
        .containsExactly(3L, 0L, 4L);
  }

  @Test
  void countsTheSlotsOfAReplacedWorkerOnce() {
    var report = RunEvents.reportOf(RunEvents.processesWithFailures());
    assertThat(report.slots()).hasValue(2);
    assertThat(report.busySlots().orElseThrow()).isCloseTo(0.4, within(1e-9));
    assertThat(report.busyShare().orElseThrow()).isCloseTo(0.2, within(1e-9));
    // (2 slots x 5 s - 2 s) / 10 tasks
    assertThat(report.overheadNanosPerTask().orElseThrow()).isCloseTo(0.8e9, within(1.0));
  }

  @Test
  void hasNoShareAndNoOverheadWithoutALimitOfSlots() {
    var report =
        RunEvents.reportOf(
            List.of(
                RunEvents.started(BackendKind.VIRTUAL_THREADS, "memory", 2),
                RunEvents.up(0, W1, 100, RunReport.UNLIMITED),
                RunEvents.tasks(1, W1, 2, 0, 2),
                RunEvents.ended(1, RunEnd.COMPLETED, "", Value.of(2))));
    assertThat(report.slots()).isEmpty();
    assertThat(report.busySlots()).hasValue(2);
    assertThat(report.busyShare()).isEmpty();
    assertThat(report.overheadNanosPerTask()).isEmpty();
  }

  @Test
  void isCompleteForARunThatEndedBeforeItBegan() {
    var report =
        RunEvents.reportOf(
            List.of(RunEvents.ended(3, RunEnd.NO_CLUSTER, "no port", Value.Absent.ABSENT)));
    assertThat(report.workload()).isEqualTo("sums");
    assertThat(report.wallNanos()).isZero();
    assertThat(report.busySlots()).isEmpty();
    assertThat(JsonText.of(ReportJson.of(report))).contains("\"exitCode\":3");
  }

  @Test
  void keepsAHundredFailuresAndCountsAllByHeadline() {
    var events = new ArrayList<RunEvent>(RunEvents.threads());
    var last = events.removeLast();
    for (int i = 0; i < 1_000; i++) {
      var failure = Failure.of("java.io.IOException", i % 2 == 0 ? "even" : "odd");
      events.add(RunEvents.failed(1, i, W2, new Outcome.Failed(failure)));
    }
    events.add(last);
    var report = RunEvents.reportOf(events);
    assertThat(report.failures()).hasSize(100);
    assertThat(report.failureGroups())
        .extracting(group -> group.count() + " " + group.first().headline())
        .containsExactly("500 java.io.IOException: even", "500 java.io.IOException: odd");
  }

  @Test
  void boundsTheNumberOfHeadlines() {
    var events = new ArrayList<RunEvent>(RunEvents.threads());
    for (int i = 0; i < 1_000; i++) {
      events.add(RunEvents.failed(1, i, W2, new Outcome.Failed(Failure.of("E", "number " + i))));
    }
    assertThat(RunEvents.reportOf(events).failureGroups()).hasSize(100);
  }

  @Test
  void cannotBeHadBeforeTheEnd() {
    var recording = new RunRecording("sums", List.of("add"), BackendKind.THREADS);
    recording.on(RunEvents.started(BackendKind.THREADS, "memory", 1));
    assertThatThrownBy(recording::report).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void comesBackFromItsJson() {
    for (var events : List.of(RunEvents.processesWithFailures(), RunEvents.threads())) {
      var report = RunEvents.reportOf(events);
      assertThat(StoredReport.of(ReportJson.of(report))).isEqualTo(report);
    }
  }

  @Test
  void saysWhatIsWrongWithAStoredReport() {
    var json = ReportJson.of(RunEvents.reportOf(RunEvents.threads()));
    assertThatThrownBy(() -> StoredReport.of(json.with("end", Value.of("exploded"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown end exploded");
    assertThatThrownBy(() -> StoredReport.of(Value.Fields.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run");
  }

  @Test
  void isSummedUpForPeople() {
    var report = RunEvents.reportOf(RunEvents.processesWithFailures());
    var lines = ReportText.lines(report, failed -> Path.of("/logs/0-" + failed.index() + ".log"));
    assertThat(String.join("\n", lines))
        .isEqualTo(
            """
            sums failed after 5.00 s: 3 tasks failed for good
              backend     processes (artery tls-tcp)
              workers     w1 pid 101, 4 tasks
                          w2 pid 102, 0 tasks, signal 9 (KILL)
                          w2#2 pid 103, 6 tasks
              lost ones   /state/thresher/runs/sums-20261101-100000-abcd/logs/*.post-mortem.txt
              tasks       7 of 10 completed, 3 failed, 1 retried
              time        5.00 s wall, 2.00 s in tasks
              busy        0.40 of 2 slots on average (20.0 %)
              moved       12.1 KiB to workers, 2.24 MiB back
              overhead    800 ms of slot time a task
              details     /state/thresher/runs/sums-20261101-100000-abcd
            failures:
              2 × java.lang.NumberFormatException: For input string "x"
                  first: task add 4, attempt 2 on w1; log: /logs/0-4.log
              1 × TIMED_OUT: ran longer than 250 ms
                  first: task add 5, attempt 2 on w2#2; log: /logs/0-5.log\
            """);
  }

  @Test
  void saysNothingTwice() {
    var ended = RunEvents.ended(1, RunEnd.TERMINATED, "terminated", Value.Absent.ABSENT);
    var lines = ReportText.lines(RunEvents.reportOf(List.of(ended)), _ -> Path.of("/log"));
    assertThat(lines.getFirst()).isEqualTo("sums terminated after 0 ns");
  }

  @Test
  void namesTheOneProcessOfThreads() {
    var lines = ReportText.lines(RunEvents.reportOf(RunEvents.threads()), _ -> Path.of("/log"));
    assertThat(lines)
        .contains(
            "sums completed after 1.00 s",
            "  workers     2 threads in process 100",
            "  busy        1.60 of 2 slots on average (80.0 %)")
        .noneMatch(line -> line.contains("moved"));
  }

  @Test
  void escapesControlCharactersInWhatUsersNamed() {
    var hostile = Failure.of("E", "\u001b[2Jgone\nsecond line");
    var events = new ArrayList<RunEvent>(RunEvents.threads());
    events.add(1, RunEvents.failed(1, 0, W1, new Outcome.Failed(hostile)));
    var lines = ReportText.lines(RunEvents.reportOf(events), _ -> Path.of("/lo\u0007g"));
    assertThat(lines).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    assertThat(lines).anyMatch(line -> line.contains("\\u001b[2Jgone\\nsecond line"));
  }
}
