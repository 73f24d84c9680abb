package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run after another on worker processes, and a fault every two seconds or so: a worker is
 * killed or stands still, or the coordinator does. A coordinator that was killed goes on with its
 * run. {@code -Dsoak.minutes=60} is the long form, {@code -Dsoak.seed} another sequence of faults.
 */
@Tag("slow")
class SoakTest {
  private static final int TASKS_OF_A_RUN = 2_000;
  private static final int SHORTEST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_PAUSE_MILLIS = 3_000;
  private static final int STILL_MILLIS = 1_000;
  private static final Duration WORKERS_END = Duration.ofSeconds(5);

  /** Of tasks that a fault can cost: what its worker, or all, held and had not told. */
  private static final long MOST_AGAIN = 64;

  private enum Fault {
    WORKER_KILLED,
    WORKER_STANDS_STILL,
    COORDINATOR_STANDS_STILL,
    COORDINATOR_KILLED;

    static Fault drawn(SplittableRandom random) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        return COORDINATOR_KILLED;
      }
      if (dice == 1) {
        return COORDINATOR_STANDS_STILL;
      }
      return dice < 6 ? WORKER_STANDS_STILL : WORKER_KILLED;
    }
  }

  @TempDir Path directory;
  private final long seed = Long.getLong("soak.seed", 1);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Instant begin = Instant.now();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int runs;
  private long tasks;
  private long startedAgain;

  @Test
  void nothingIsLostOrCommittedTwiceOrStuck() throws Exception {
    var end = begin.plus(Duration.ofMinutes(Long.getLong("soak.minutes", 1)));
    while (runs == 0 || Instant.now().isBefore(end)) {
      var home = Files.createDirectory(directory.resolve("run" + runs));
      var cell = new Cell(home, "processes", true, TASKS_OF_A_RUN);
      torment(cell);
      cell.assertWholeAndCommittedOnce();
      count(cell);
    }
    assertThat(faults).containsKey(Fault.WORKER_KILLED);
    assertThat(startedAgain)
        .isLessThan(MOST_AGAIN * faults.values().stream().mapToInt(n -> n).sum());
  }

  private void count(Cell cell) throws IOException {
    runs++;
    tasks += TASKS_OF_A_RUN;
    startedAgain += cell.starts().values().stream().mapToLong(times -> times - 1).sum();
    System.out.printf(
        "soak, seed %d, %d min: %d runs, %d tasks, faults %s; lost 0, committed twice 0, stuck 0;"
            + " %d tasks started again%n",
        seed,
        Duration.between(begin, Instant.now()).toMinutes(),
        runs,
        tasks,
        faults,
        startedAgain);
  }

  private void torment(Cell cell) throws Exception {
    boolean isOver = false;
    for (int life = 0; !isOver; life++) {
      try (var run = life == 0 ? cell.start() : cell.start("--resume")) {
        isOver = tormentOneLife(run);
      }
    }
  }

  /** Answers whether the run has come to its end. */
  private boolean tormentOneLife(CommandLine run) throws Exception {
    while (run.lives(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS))) {
      // A worker that is still starting has done nothing yet: a place where all end so is given up,
      // and a coordinator that is killed while it starts, time and again, gets nowhere.
      var serving = run.serving();
      if (!serving.isEmpty()) {
        var fault = Fault.drawn(random);
        faults.merge(fault, 1, Integer::sum);
        long worker = serving.get(random.nextInt(serving.size()));
        switch (fault) {
          case WORKER_KILLED -> signal("KILL", worker);
          case WORKER_STANDS_STILL -> standStill(run, worker);
          case COORDINATOR_STANDS_STILL -> standStill(run, run.pid());
          case COORDINATOR_KILLED -> {
            run.dies(WORKERS_END);
            return false;
          }
        }
      }
    }
    run.endsCleanly(0);
    return true;
  }

  private static void standStill(CommandLine run, long pid) throws Exception {
    signal("STOP", pid);
    run.lives(STILL_MILLIS);
    signal("CONT", pid);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }
}
