package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.launch.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run after another on worker processes, and every half second a fault: a worker is killed or
 * stopped for a while, or the coordinator is killed and the run gone on with. {@code
 * -Dsoak.minutes=60} is the long form, {@code -Dsoak.seed} another sequence.
 */
@Tag("slow")
class SoakTest {
  private static final int TASKS_OF_A_RUN = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration STOPPED = Duration.ofMillis(1000);
  private static final Duration PROMISE = Duration.ofSeconds(5);
  private static final Duration STARTING = Duration.ofSeconds(3);

  private enum Fault {
    WORKER_KILLED,
    WORKER_STOPPED,
    COORDINATOR_KILLED
  }

  @TempDir Path directory;
  private final long seed = Long.getLong("soak.seed", 1);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int runs;
  private long tasks;
  private long startedAgain;

  @Test
  void nothingIsLostOrCommittedTwiceOrStuck() throws Exception {
    var end = Instant.now().plus(Duration.ofMinutes(Long.getLong("soak.minutes", 1)));
    while (runs == 0 || Instant.now().isBefore(end)) {
      var cell =
          new Cell(
              Files.createDirectory(directory.resolve("run" + runs)),
              "processes",
              true,
              TASKS_OF_A_RUN);
      torment(cell);
      cell.assertWholeAndCommittedOnce();
      count(cell);
    }
    assertThat(faults).containsKey(Fault.WORKER_KILLED);
    // Each fault costs at most the tasks under way: two slots, and what had not reached the disk.
    assertThat(startedAgain).isLessThan(64L * faults.values().stream().mapToInt(n -> n).sum());
  }

  private void count(Cell cell) throws IOException {
    runs++;
    tasks += TASKS_OF_A_RUN;
    startedAgain += cell.starts().values().stream().mapToLong(times -> times - 1).sum();
    System.out.printf(
        "soak, seed %d: %d runs, %d tasks, faults %s, started again %d, lost 0, committed twice 0%n",
        seed, runs, tasks, faults, startedAgain);
  }

  private void torment(Cell cell) throws Exception {
    boolean isOver = false;
    for (int life = 0; !isOver; life++) {
      try (var run = life == 0 ? cell.start() : cell.start("--resume")) {
        // A coordinator that is killed while it starts, time and again, would never get anywhere.
        var mayBeKilled = Instant.now().plus(STARTING);
        isOver = tormentOneLife(run, mayBeKilled);
      }
    }
  }

  /** Answers whether the run has come to its end. */
  private boolean tormentOneLife(CommandLine run, Instant mayBeKilled) throws Exception {
    while (run.isAlive()) {
      Thread.sleep(PAUSE);
      int dice = random.nextInt(20);
      if (dice == 0 && Instant.now().isAfter(mayBeKilled) && run.isAlive()) {
        faults.merge(Fault.COORDINATOR_KILLED, 1, Integer::sum);
        run.dies(PROMISE);
        return false;
      }
      hit(run, dice < 5 ? Fault.WORKER_STOPPED : Fault.WORKER_KILLED);
    }
    run.endsCleanly(0);
    return true;
  }

  private void hit(CommandLine run, Fault fault) throws Exception {
    // One that is still starting has done nothing yet, and nobody believes in a place where all end so.
    var workers = run.serving().stream().filter(SoakTest::isWorker).toList();
    if (workers.isEmpty()) {
      return;
    }
    faults.merge(fault, 1, Integer::sum);
    long pid = workers.get(random.nextInt(workers.size()));
    switch (fault) {
      case WORKER_KILLED -> signal("KILL", pid);
      case WORKER_STOPPED -> {
        signal("STOP", pid);
        Thread.sleep(STOPPED);
        signal("CONT", pid);
      }
      case COORDINATOR_KILLED -> throw new IllegalArgumentException("is no worker");
    }
  }

  private static boolean isWorker(long pid) {
    try {
      var words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0");
      return List.of(words).contains(WorkerCommand.MAIN_CLASS);
    } catch (IOException gone) {
      return false;
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }
}
