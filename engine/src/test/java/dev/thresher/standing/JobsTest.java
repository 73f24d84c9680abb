package dev.thresher.standing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry of jobs, with shell scripts for drivers. */
@Timeout(60)
class JobsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private JobOrder order() {
    return new JobOrder(
        directory.resolve("w.conf"),
        directory,
        List.of(),
        List.of(),
        OptionalInt.empty(),
        1,
        0,
        Map.of(),
        0,
        false,
        Optional.empty());
  }

  private Jobs jobs(String script) {
    return new Jobs(
        directory.resolve("jobs"),
        (order, job) ->
            Background.start(
                List.of("/bin/sh", "-c", script, job.toString()),
                order.directory(),
                job.resolve("log")));
  }

  private static final String ENDING = "echo $? >\"$0/exit\"";

  @Test
  void eachHasANumberAndItsEndIsKnownToALaterRegistry() throws Exception {
    var jobs = jobs("echo hello; (exit 7); " + ENDING);
    assertThat(jobs.submit(order()).id()).hasToString("j1");
    assertThat(jobs.submit(order()).id()).hasToString("j2");
    var later = jobs("");
    await()
        .atMost(LONG)
        .until(() -> later.list().stream().allMatch(job -> job.exitCode().isPresent()));
    assertThat(later.list()).extracting(Job::state).containsOnly(Job.State.ENDED);
    var second = later.find(new JobId(2)).orElseThrow();
    assertThat(second.exitCode()).hasValue(7);
    assertThat(second.order()).isEqualTo(order());
    assertThat(Files.getPosixFilePermissions(second.directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    var all = later.log(second, 0);
    assertThat(all).isEqualTo(new Jobs.Piece(Bytes.utf8("hello\n"), 6));
    assertThat(later.log(second, 4).text()).isEqualTo(Bytes.utf8("o\n"));
    assertThat(later.log(second, 99)).isEqualTo(new Jobs.Piece(Bytes.EMPTY, 6));
  }

  @Test
  void whatMayGoIsNeverTheNewestNorARunningOne() throws Exception {
    var jobs = jobs("case $0 in */j1) exec sleep 60;; esac; " + ENDING);
    for (int i = 0; i < 4; i++) {
      jobs.submit(order());
    }
    await()
        .atMost(LONG)
        .until(() -> jobs.list().stream().skip(1).allMatch(job -> job.exitCode().isPresent()));
    var now = Instant.now();
    assertThat(prunable(jobs, Optional.empty(), 0, now)).containsExactly("j2", "j3");
    assertThat(prunable(jobs, Optional.empty(), 2, now)).containsExactly("j2");
    assertThat(prunable(jobs, Optional.empty(), 9, now)).isEmpty();
    var resumed = jobs.find(new JobId(2)).orElseThrow().runDirectory();
    Files.createDirectory(resumed);
    try (var channel = FileChannel.open(resumed.resolve("lock"), CREATE, WRITE);
        var _ = channel.lock()) {
      assertThat(prunable(jobs, Optional.empty(), 0, now)).containsExactly("j3");
    }
    var hour = Optional.of(Duration.ofHours(1));
    assertThat(prunable(jobs, hour, 0, now)).isEmpty();
    assertThat(prunable(jobs, hour, 0, now.plusSeconds(3_700))).containsExactly("j2", "j3");
    assertThat(jobs.kill(jobs.find(new JobId(1)).orElseThrow())).isTrue();
  }

  private static List<String> prunable(
      Jobs jobs, Optional<Duration> olderThan, int keep, Instant now) throws IOException {
    return Jobs.prunable(jobs.list(), olderThan, keep, now).stream()
        .map(job -> job.id().toString())
        .toList();
  }

  @Test
  void aSignalGoesToItsSessionAndToNoOther() throws Exception {
    // As with drivers, the shell that leads the session waits for the one that is meant.
    var driver = "trap 'echo interrupted' INT; trap 'exit 0' TERM; while :; do sleep 0.1; done";
    var jobs = jobs("trap : INT TERM; /bin/sh -c \"" + driver + "\"");
    var job = jobs.submit(order());
    var other = jobs.submit(order());
    await()
        .atMost(LONG)
        .until(() -> {
          jobs.cancel(job, false);
          return jobs.log(job, 0).text().length() > 0;
        });
    assertThat(jobs.log(other, 0).text()).isEqualTo(Bytes.EMPTY);
    assertThat(jobs.cancel(job, true)).isTrue();
    await().atMost(LONG).until(() -> state(jobs, job) == Job.State.DIED);
    assertThat(jobs.cancel(jobs.find(job.id()).orElseThrow(), true)).isFalse();
    assertThat(state(jobs, other)).isEqualTo(Job.State.RUNNING);
    jobs.kill(other);
    await().atMost(LONG).until(() -> state(jobs, other) == Job.State.DIED);
  }

  private static Job.State state(Jobs jobs, Job job) {
    return jobs.find(job.id()).orElseThrow().state();
  }

  @Test
  void aNumberThatAnotherProcessWasGivenSinceIsNotTakenForTheJob() throws Exception {
    var earlier = new ProcessMark(ProcessHandle.current().pid(), Instant.now().minusSeconds(9_000));
    assertThat(earlier.living()).isEmpty();
    assertThat(ProcessMark.ofThisProcess().living()).isPresent();
    var jobs = new Jobs(directory.resolve("jobs"), (_, _) -> earlier);
    var job = jobs.submit(order());
    assertThat(job.state()).isEqualTo(Job.State.DIED);
    assertThat(jobs.cancel(job, true)).isFalse();
  }

  @Test
  void nothingIsLeftOfOneThatCannotBeStarted() throws Exception {
    var jobs =
        new Jobs(
            directory.resolve("jobs"),
            (_, _) -> {
              throw new IOException("no way");
            });
    assertThatThrownBy(() -> jobs.submit(order())).hasMessage("no way");
    assertThat(jobs.list()).isEmpty();
    assertThat(directory.resolve("jobs")).isEmptyDirectory();
  }
}
