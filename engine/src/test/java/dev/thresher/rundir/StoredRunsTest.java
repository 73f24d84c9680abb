package dev.thresher.rundir;

import static dev.thresher.report.RunEvents.W1;
import static dev.thresher.report.RunEvents.W2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.host.FileTree;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.RunEvents;
import dev.thresher.rundir.StoredRun.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:11:12Z");

  @TempDir Path temporary;

  private StateDirectory state() {
    return new StateDirectory(temporary.resolve("thresher"));
  }

  private RunDirectory begin(String name, Instant startedAt) throws Exception {
    var run = RunDirectory.create(state(), name, startedAt);
    JsonFile.write(
        run.status(),
        Fields.of("run", Value.of(run.id().value()))
            .with("startedAt", Value.of(startedAt.toString())));
    return run;
  }

  @Test
  void tellsRunningEndedAndDiedApart() throws Exception {
    var died = begin("died", NOW);
    died.close();
    var ended = begin("ended", NOW.plusSeconds(1));
    JsonFile.write(ended.report(), Fields.of("end", Value.of("completed")));
    ended.close();
    try (var running = begin("running", NOW.plusSeconds(2))) {
      var runs = new StoredRuns(state()).list().runs();
      assertThat(runs)
          .extracting(StoredRun::id)
          .containsExactly(running.id().value(), ended.id().value(), died.id().value());
      assertThat(runs)
          .extracting(StoredRun::state)
          .containsExactly(State.RUNNING, State.ENDED, State.DIED);
    }
  }

  @Test
  void leavesForeignDirectoriesAloneAndNamesDamagedRuns() throws Exception {
    Files.createDirectories(state().runs().resolve("photos"));
    var damaged = begin("damaged", NOW);
    Files.writeString(damaged.status(), "{\"run\": ");
    damaged.close();
    var listing = new StoredRuns(state()).list();
    assertThat(listing.runs()).isEmpty();
    assertThat(listing.damaged()).containsExactly(damaged.path());
  }

  @Test
  void hasNoRunsWithoutAStateDirectory() throws Exception {
    assertThat(new StoredRuns(state()).list().runs()).isEmpty();
    assertThat(new StoredRuns(state()).find("last")).isEmpty();
  }

  @Test
  void findsARunByIdItsBeginningItsPlaceOrAsTheLast() throws Exception {
    var older = begin("alpha", NOW);
    var newer = begin("alpine", NOW.plusSeconds(60));
    older.close();
    newer.close();
    var runs = new StoredRuns(state());
    assertThat(runs.find("last")).extracting(StoredRun::directory).containsExactly(newer.path());
    assertThat(runs.find("alpha")).extracting(StoredRun::directory).containsExactly(older.path());
    assertThat(runs.find("alp")).hasSize(2);
    assertThat(runs.find(newer.id().value())).hasSize(1);
    assertThat(runs.find(newer.path().toString())).hasSize(1);
    assertThat(runs.find("beta")).isEmpty();
    assertThat(runs.find(temporary.toString())).isEmpty();
  }

  @Test
  void prunesByAgeButKeepsTheNewestAndWhatIsRunning() throws Exception {
    try (var running = begin("running", NOW.minus(Duration.ofDays(90)))) {
      for (int days = 1; days <= 5; days++) {
        begin("day" + days, NOW.minus(Duration.ofDays(days))).close();
      }
      var all = new StoredRuns(state()).list().runs();
      assertThat(all).hasSize(6);
      assertThat(names(StoredRuns.prunable(all, Optional.of(Duration.ofDays(3)), 0, NOW)))
          .containsExactly("day4", "day5");
      assertThat(names(StoredRuns.prunable(all, Optional.empty(), 2, NOW)))
          .containsExactly("day3", "day4", "day5");
      assertThat(names(StoredRuns.prunable(all, Optional.of(Duration.ofDays(3)), 4, NOW)))
          .containsExactly("day5");
      assertThat(RunLock.isHeld(running.path())).isTrue();
    }
  }

  private static List<String> names(List<StoredRun> runs) {
    return runs.stream().map(run -> run.id().substring(0, run.id().indexOf('-'))).toList();
  }

  @Test
  void statusHoldsLivePidsAndDropsThoseThatAreGone() throws Exception {
    try (var run = RunDirectory.create(state(), "sums", NOW);
        var status = StatusFile.begin(run, "sums")) {
      assertThat(JsonFile.read(run.status()).text("state")).isEqualTo("starting");
      status.on(RunEvents.started(BackendKind.PROCESSES, "artery tls-tcp", 10));
      status.on(RunEvents.up(1, W1, 101));
      status.on(RunEvents.up(1, W2, 102));
      awaitPids(run, 101L, 102L);
      status.on(RunEvents.down(2, W2, 102, "signal 9 (KILL)", false));
      awaitPids(run, 101L);
      status.on(RunEvents.tasks(3, W1, 9, 1, 1));
      status.on(RunEvents.ended(4, RunEnd.FAILED, "", Value.Absent.ABSENT));
      var last = JsonFile.read(run.status());
      assertThat(last.text("state")).isEqualTo("ended");
      assertThat(last.whole("coordinator")).isEqualTo(ProcessHandle.current().pid());
      assertThat(last.get("tasks").asFields().whole("completed")).isEqualTo(9);
      assertThat(last.get("workers").asSequence()).isEmpty();
    }
  }

  @Test
  void statusShowsCountsThatChangeWhileNobodyComesOrGoes() throws Exception {
    try (var run = RunDirectory.create(state(), "sums", NOW);
        var status = StatusFile.begin(run, "sums")) {
      status.on(RunEvents.started(BackendKind.THREADS, "memory", 10));
      status.on(RunEvents.tasks(3, W1, 4, 0, 1));
      await().until(() -> completed(run) == 4);
      status.on(RunEvents.tasks(3, W1, 3, 0, 1));
      await().until(() -> completed(run) == 7);
    }
  }

  private static long completed(RunDirectory run) throws Exception {
    return JsonFile.read(run.status()).get("tasks").asFields().whole("completed");
  }

  private static void awaitPids(RunDirectory run, Long... pids) {
    await()
        .untilAsserted(() ->
            assertThat(JsonFile.read(run.status()).get("workers").asSequence())
                .extracting(worker -> worker.asFields().whole("pid"))
                .containsExactly(pids));
  }

  @Test
  void survivesADiskThatRefuses() throws Exception {
    var run = RunDirectory.create(state(), "sums", NOW);
    try (var status = StatusFile.begin(run, "sums")) {
      FileTree.delete(run.path());
      status.on(RunEvents.started(BackendKind.THREADS, "memory", 1));
      status.on(RunEvents.ended(1, RunEnd.COMPLETED, "", Value.Absent.ABSENT));
    }
    assertThat(run.path()).doesNotExist();
  }
}
