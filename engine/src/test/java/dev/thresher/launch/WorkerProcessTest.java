package dev.thresher.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);

  @TempDir Path directory;

  private WorkerProcess start(String script) throws IOException {
    var command = new WorkerCommand(List.of("/bin/sh", "-c", script));
    return WorkerProcess.start(command, W1, directory.resolve("out"));
  }

  private static ProcessEnd end(WorkerProcess process) throws Exception {
    return process.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void itReadsWhatIsSentAndItsExitCodeAndLastWordsAreKnown() throws Exception {
    var process = start("read line; echo got $line; exit 7");
    process.send("a secret\n".getBytes(StandardCharsets.UTF_8));
    var end = end(process);
    assertThat(end.how()).isEqualTo(new ProcessEnd.Code(7));
    assertThat(end.lastLines()).containsExactly("got a secret");
    assertThat(end.pid()).isEqualTo(process.pid());
    assertThatThrownBy(() -> process.send(new byte[1 << 20])).isInstanceOf(IOException.class);
  }

  @Test
  void aKilledProcessIsToldApartFromOneThatExits() throws Exception {
    var process = start("exec sleep 1000");
    process.kill();
    assertThat(end(process).how()).isEqualTo(new ProcessEnd.Signal(9));
    assertThat(end(start("exit 0")).how()).isEqualTo(new ProcessEnd.Code(0));
    assertThat(end(start("exit 255")).how()).isEqualTo(new ProcessEnd.Code(255));
    assertThat(end(start("kill -SEGV $$")).how()).isEqualTo(new ProcessEnd.Signal(11));
  }

  private static boolean hold(CountDownLatch release) throws InterruptedException {
    release.await();
    return true;
  }

  @Test
  void itsEndIsSeenWhileTheProgramHoldsAllThreadsOfTheCommonPool() throws Exception {
    var release = new CountDownLatch(1);
    var pool = ForkJoinPool.commonPool();
    int threads = 4 * Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    var held = IntStream.range(0, threads).mapToObj(_ -> pool.submit(() -> hold(release))).toList();
    try {
      assertThat(end(start("exit 3")).how()).isEqualTo(new ProcessEnd.Code(3));
      assertThat(held).noneMatch(Future::isDone);
    } finally {
      release.countDown();
    }
  }

  @Test
  void thePidIsThatOfTheProgramItselfInASessionOfItsOwn() throws Exception {
    var process = start("echo $$ $(ps -o sid= -p $$)");
    assertThat(end(process).lastLines()).containsExactly(process.pid() + " " + process.pid());
  }

  @Test
  void outputIsAddedToTheFileAndOnlyItsEndIsReported() throws Exception {
    end(start("seq 1 50000"));
    var end = end(start("echo last"));
    var expected = IntStream.rangeClosed(49_982, 50_000).mapToObj(Integer::toString).toList();
    assertThat(end.lastLines()).hasSize(20).endsWith("last").containsAll(expected);
    assertThat(Files.readAllLines(directory.resolve("out"))).hasSize(50_001);
  }

  @Test
  void flagsOfWorkersKeepJavaFromReadingObjects() {
    var flags = WorkerCommand.flags(512, Path.of("/run/w1.crash"));
    assertThat(flags).contains("-Xmx512m", "-Djdk.serialFilter=!*");
    var words = WorkerCommand.of(Installation.current(), flags).words();
    assertThat(words).endsWith(WorkerCommand.MAIN_CLASS).containsAll(flags);
  }
}
