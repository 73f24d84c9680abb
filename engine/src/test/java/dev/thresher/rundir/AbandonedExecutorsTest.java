package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedExecutorsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:11:12Z");

  @TempDir Path temporary;

  private StateDirectory state() {
    return new StateDirectory(temporary.resolve("thresher"));
  }

  @Test
  void whatAnExecutorLeavesIsFoundOnceItsProgramIsGone() throws Exception {
    var executor = RunDirectory.createForExecutor(state(), "pool-1", NOW);
    assertThat(AbandonedExecutors.in(state())).isEmpty();
    executor.close(); // as the death of the program does
    assertThat(AbandonedExecutors.in(state())).containsExactly(executor.path());
    AbandonedExecutors.delete(state());
    assertThat(executor.path()).doesNotExist();
  }

  @Test
  void runsOfWorkloadsAndWhatIsBeingMadeAreLeftAlone() throws Exception {
    var workload = RunDirectory.create(state(), "sweep", NOW);
    workload.close();
    var unlocked = Files.createDirectories(state().runs().resolve("begun"));
    Files.createFile(unlocked.resolve("executor"));
    assertThat(AbandonedExecutors.in(state())).isEmpty();
  }

  /** Another process: only such a one can see whether a lock is there. */
  static final class Probe {
    public static void main(String[] arguments) throws IOException {
      try (var file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        Runtime.getRuntime().halt(file.tryLock() == null ? 1 : 0);
      }
    }
  }

  private static boolean isLockedForOthers(RunDirectory run) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var lock = RunLock.fileIn(run.path()).toString();
    var path = System.getProperty("java.class.path");
    var command =
        List.of(java, "-XX:TieredStopAtLevel=1", "-cp", path, Probe.class.getName(), lock);
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 1;
  }

  @Test
  void lookingForThemGivesNoLockOfThisProgramAway() throws Exception {
    try (var executor = RunDirectory.createForExecutor(state(), "pool-1", NOW)) {
      AbandonedExecutors.delete(state());
      assertThat(executor.path()).exists();
      assertThat(isLockedForOthers(executor)).isTrue();
    }
  }
}
