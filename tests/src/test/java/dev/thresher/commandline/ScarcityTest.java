package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on a host that is short of something for a while: room, inodes, descriptors, processes,
 * processor time, a disk that works, a clock that can be trusted. Needs Linux and root, and says so
 * where it has not got them.
 */
@Tag("slow")
@Timeout(120)
class ScarcityTest {
  private static final int TASKS = 200;
  private static final int DISK_FAILED = 6;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Path FAKE_TIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

  @TempDir Path directory;

  private static void needs(Object what, boolean isThere) {
    assumeThat(isThere).as("needs %s", what).isTrue();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void shell(String line) throws IOException, InterruptedException {
    var process = new ProcessBuilder("sh", "-c", line).inheritIO().start();
    assertThat(process.waitFor()).as(line).isZero();
  }

  private Path place() {
    return directory.resolve("place");
  }

  private Path witness() {
    return directory.resolve("witness");
  }

  /** A file system of its own for the run; the witness lies elsewhere. */
  private Cell onASmallDisk(String backend, boolean mayStartTwice) throws Exception {
    needs("root, to mount", isRoot());
    Files.createDirectory(place());
    shell("mount -t tmpfs -o size=4m tmpfs " + place());
    return new Cell(place(), witness(), backend, mayStartTwice, TASKS);
  }

  @AfterEach
  void unmount() throws Exception {
    if (Files.exists(place()) && Files.getFileStore(place()).type().equals("tmpfs")) {
      shell("umount -l " + place());
    }
  }

  private static void awaitBegun(Cell cell, int tasks) {
    await("tasks begin").atMost(LONG).until(() -> cell.begun() >= tasks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aFullDiskIsWaitedForAndNoOutputIsCutOff(String backend) throws Exception {
    var cell = onASmallDisk(backend, true);
    try (var run = cell.start()) {
      awaitBegun(cell, 20);
      standWithAFullDisk(run);
      run.endsCleanly(0);
    }
    cell.assertWholeAndCommittedOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aFullDiskIsNoReasonToStartTwiceWhatMayStartOnce(String backend) throws Exception {
    var cell = onASmallDisk(backend, false);
    try (var run = cell.start()) {
      awaitBegun(cell, 20);
      standWithAFullDisk(run);
      run.endsCleanly(List.of(0, 1));
    }
    cell.assertNothingStartedTwice();
    if (cell.tasks("failed") > 0) {
      assertThat(cell.err()).contains("DISK_FULL", "was full when the command ended");
    }
    assertThat(cell.tasks("failed")).as("those that ran at that moment").isLessThanOrEqualTo(4);
  }

  private void standWithAFullDisk(CommandLine run) throws Exception {
    shell("dd if=/dev/zero of=%s/filler bs=64k 2> /dev/null || true".formatted(place()));
    assertThat(run.lives(3000)).as("it waits").isTrue();
    Files.delete(place().resolve("filler"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aForceThatFailsEndsTheRunAndItGoesOnLater(String backend) throws Exception {
    needs("strace", Files.exists(Path.of("/usr/bin/strace")));
    var cell = new Cell(directory, witness(), backend, true, TASKS);
    cell.under(forced("error=EIO:when=3+"), Map.of());
    cell.finish(List.of(DISK_FAILED));
    cell.under(List.of(), Map.of());
    cell.finish(List.of(0), "--resume");
    cell.assertWholeAndCommittedOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aSlowDiskOnlyTakesTime(String backend) throws Exception {
    needs("strace", Files.exists(Path.of("/usr/bin/strace")));
    var cell = new Cell(directory, witness(), backend, true, TASKS);
    cell.under(forced("delay_enter=400000"), Map.of());
    cell.finish(List.of(0));
    cell.assertWholeAndCommittedOnce();
    assertThat(cell.starts().values()).allMatch(times -> times == 1);
  }

  /** What happens to every call that brings written bytes to the disk. */
  private static List<String> forced(String what) {
    var calls = "fdatasync,fsync";
    return List.of(
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-o",
        "/dev/null",
        "-e",
        "trace=" + calls,
        "-e",
        "inject=%s:%s".formatted(calls, what));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aFileThatMayNotGrowEndsTheRunAndItGoesOnLater(String backend) throws Exception {
    var cell = new Cell(directory, witness(), backend, true, TASKS);
    cell.under(List.of("prlimit", "--fsize=4096"), Map.of());
    cell.finish(List.of(DISK_FAILED));
    cell.under(List.of(), Map.of());
    cell.finish(List.of(0), "--resume");
    cell.assertWholeAndCommittedOnce();
  }

  // On threads alone: the tool makes each look at a clock so dear that a JVM needs a minute to
  // start.
  @Test
  void aClockThatJumpsIsNotLookedAt() throws Exception {
    needs("libfaketime", Files.exists(FAKE_TIME));
    var clock = Files.writeString(directory.resolve("clock"), "+0");
    var cell = new Cell(directory, witness(), "threads", true, 60);
    cell.under(
        List.of(),
        Map.of(
            "LD_PRELOAD",
            FAKE_TIME.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "DONT_FAKE_MONOTONIC",
            "1"));
    try (var run = cell.start()) {
      awaitBegun(cell, 5);
      Files.writeString(clock, "-3600");
      awaitBegun(cell, 20);
      Files.writeString(clock, "+3650d");
      run.endsCleanly(0);
    } finally {
      shell("rm -f /dev/shm/*faketime_*");
    }
    cell.assertWholeAndCommittedOnce();
    assertThat(cell.starts().values()).allMatch(times -> times == 1);
  }

  @Test
  void workersThatGetATenthOfAProcessorAreNotTakenForDead() throws Exception {
    var group = Path.of("/sys/fs/cgroup/cpu/thresher-scarcity-" + ProcessHandle.current().pid());
    needs(
        "a cgroup of version 1 for the processor",
        isRoot() && Files.isDirectory(group.getParent()));
    Files.createDirectory(group);
    try {
      var cell = new Cell(directory, witness(), "processes", true, TASKS);
      try (var run = cell.start()) {
        awaitBegun(cell, 20);
        Files.writeString(group.resolve("cpu.cfs_quota_us"), "10000");
        for (long worker : run.serving()) {
          Files.writeString(group.resolve("cgroup.procs"), Long.toString(worker));
        }
        awaitBegun(cell, TASKS - 20);
        // What ends groups of commands shares their tenth, and would be late, too.
        Files.writeString(group.resolve("cpu.cfs_quota_us"), "-1");
        run.endsCleanly(0);
      }
      cell.assertWholeAndCommittedOnce();
      assertThat(cell.starts().values()).allMatch(times -> times == 1);
    } finally {
      await().atMost(LONG).ignoreExceptions().until(() -> Files.deleteIfExists(group));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void aHostWithoutProcessesToSpareFailsTasksWithTheReasonAndTheyCanBeTriedAgain(String backend)
      throws Exception {
    var group = Path.of("/sys/fs/cgroup/pids/thresher-scarcity-" + ProcessHandle.current().pid());
    needs("a cgroup of version 1 for processes", isRoot() && Files.isDirectory(group.getParent()));
    Files.createDirectory(group);
    try {
      var cell = new Cell(directory, witness(), backend, true, TASKS);
      try (var run = cell.start()) {
        awaitBegun(cell, 20);
        Files.writeString(group.resolve("pids.max"), "1");
        for (long process : backend.equals("threads") ? List.of(run.pid()) : run.serving()) {
          Files.writeString(group.resolve("cgroup.procs"), Long.toString(process));
        }
        Thread.sleep(1000);
        Files.writeString(group.resolve("pids.max"), "max");
        run.endsCleanly(List.of(0, 1));
      }
      cell.finish(List.of(0), "--resume", "--retry-failed");
      cell.assertWhole();
    } finally {
      await().atMost(LONG).ignoreExceptions().until(() -> Files.deleteIfExists(group));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void tooFewOpenFilesAreRefusedInASentenceBeforeAnythingBegins(String backend) throws Exception {
    var cell = new Cell(directory, witness(), backend, true, TASKS);
    cell.under(List.of("prlimit", "--nofile=120:120"), Map.of());
    cell.finish(List.of(2));
    assertThat(cell.err()).contains("a process may have 120 files open here").contains("ulimit -n");
    assertThat(cell.begun()).isZero();
  }

  @Test
  void aRunThatComesToTheEndOfItsOpenFilesEnds() throws Exception {
    var cell = new Cell(directory, witness(), "processes", true, TASKS);
    try (var run = cell.start()) {
      awaitBegun(cell, 20);
      shell("prlimit --pid %1$d --nofile=$(ls /proc/%1$d/fd | wc -l)".formatted(run.pid()));
      send("KILL", run.serving().getFirst());
      run.endsCleanly(List.of(0, 4, DISK_FAILED, 70));
    }
    cell.finish(List.of(0), "--resume", "--retry-failed");
    cell.assertWhole();
  }

  @Test
  void workersThatAreDrainedLoseNothing() throws Exception {
    var cell = new Cell(directory, witness(), "processes", true, TASKS);
    try (var run = cell.start()) {
      for (int tasks : new int[] {20, 60, 100}) {
        awaitBegun(cell, tasks);
        run.awaitWorkers(2);
        send("TERM", run.serving().getFirst());
      }
      run.endsCleanly(0);
    }
    cell.assertWholeAndCommittedOnce();
    assertThat(cell.starts().values()).allMatch(times -> times == 1);
  }

  @Test
  void workersMayBeDrainedWhileOthersAreKilled() throws Exception {
    var cell = new Cell(directory, witness(), "processes", true, TASKS);
    try (var run = cell.start()) {
      awaitBegun(cell, 20);
      run.awaitWorkers(2);
      var workers = run.serving();
      send("TERM", workers.get(0));
      send("KILL", workers.get(1));
      awaitBegun(cell, 60);
      run.awaitWorkers(2);
      send("TERM", run.serving().get(0));
      run.endsCleanly(0);
    }
    cell.assertWholeAndCommittedOnce();
  }

  @Test
  void allWorkersMayBeKilledAtOnceAndAgainWhileTheyStart() throws Exception {
    var cell = new Cell(directory, witness(), "processes", true, TASKS);
    try (var run = cell.start()) {
      for (int tasks : new int[] {20, 60, 100}) {
        awaitBegun(cell, tasks);
        run.awaitWorkers(2);
        for (long worker : run.serving()) {
          send("KILL", worker);
        }
      }
      run.endsCleanly(0);
    }
    cell.assertWholeAndCommittedOnce();
  }

  @Test
  void aRunThatIsStoppedWhileAWorkerDiesEndsInTimeAndGoesOnLater() throws Exception {
    var cell = new Cell(directory, witness(), "processes", true, TASKS);
    try (var run = cell.start()) {
      awaitBegun(cell, 20);
      run.awaitWorkers(2);
      send("KILL", run.serving().getFirst());
      run.signal("INT");
      run.endsCleanly(130);
    }
    cell.finish(List.of(0), "--resume");
    cell.assertWholeAndCommittedOnce();
  }

  private static void send(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }
}
