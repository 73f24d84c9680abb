package dev.thresher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.ProcessExit;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes for one piece of code each: how they begin, and every way in which they end. */
@Timeout(60)
class SpawnedProcessTest {
  @TempDir Path directory;

  private static int steps(long n) {
    int steps = 0;
    for (long at = n; at != 1; steps++) {
      at = at % 2 == 0 ? at / 2 : 3 * at + 1;
    }
    return steps;
  }

  private static String sleep() throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(10));
    return "slept";
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void whatTheCodeReturnsComesBackFromAProcessOfItsOwn() throws Exception {
    long n = 837_799;
    var process = WorkerProcess.builder().name("collatz").spawn(() -> List.of(steps(n), pid()));
    assertThat(process.name()).isEqualTo("collatz");
    assertThat(process.await()).isEqualTo(new ProcessExit.Code(0));
    assertThat(process.result().get()).isEqualTo(List.of(524, process.pid()));
    assertThat(process.isAlive()).isFalse();
    assertThat(process).hasToString("collatz (pid " + process.pid() + ", Code[code=0])");
    assertThat(process.onExit()).isCompletedWithValue(new ProcessExit.Code(0));
  }

  @Test
  void whatTheCodeThrowsComesBackAsItself() throws Exception {
    var process =
        WorkerProcess.spawn(() -> {
          throw new IOException("no such page");
        });
    assertThat(process.await()).isEqualTo(new ProcessExit.Code(1));
    assertThatThrownBy(() -> process.result().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("no such page")
        .cause()
        .satisfies(thrown ->
            assertThat(thrown.getStackTrace())
                .anyMatch(frame -> String.valueOf(frame).contains("pid " + process.pid()))
                .anyMatch(
                    frame -> frame.getMethodName().equals("whatTheCodeThrowsComesBackAsItself")));
  }

  @Test
  void anExitOfItsOwnIsToldWithItsCode() throws Exception {
    var process = WorkerProcess.builder().name("hasty").spawn(() -> System.exit(7));
    assertThat(process.await(Duration.ofSeconds(60))).contains(new ProcessExit.Code(7));
    assertThatThrownBy(() -> process.result().get())
        .hasCauseInstanceOf(WorkerLost.class)
        .hasMessageContaining("the process hasty (pid " + process.pid() + ") ended before")
        .hasMessageContaining("with exit code 7");
  }

  @Test
  void aKilledOneIsToldWithItsSignal() throws Exception {
    var process = WorkerProcess.spawn(SpawnedProcessTest::sleep);
    assertThat(process.await(Duration.ofMillis(100))).isEqualTo(Optional.empty());
    assertThat(process.isAlive()).isTrue();
    process.kill();
    assertThat(process.await()).isEqualTo(new ProcessExit.Signal(9));
    assertThatThrownBy(() -> process.result().get()).hasMessageContaining("by signal 9");
  }

  /** Says that its hook is there before it says that it has begun. */
  private static String sleepBehindHook(String begun, Duration hookTakes) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                Files.createFile(Path.of(begun + ".hook"));
                Thread.sleep(hookTakes);
              } catch (IOException | InterruptedException cannot) {
                throw new IllegalStateException(cannot);
              }
            }));
    return touch(begun) + sleep();
  }

  private static String touch(String file) throws IOException {
    return Files.createFile(Path.of(file)).toString();
  }

  private void waitFor(Path file) {
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(file));
  }

  @Test
  void oneThatIsAskedToEndRunsItsHooks() throws Exception {
    var begun = directory.resolve("begun");
    var file = begun.toString();
    var process = WorkerProcess.spawn(() -> sleepBehindHook(file, Duration.ZERO));
    waitFor(begun);
    process.terminate();
    assertThat(process.await()).isEqualTo(new ProcessExit.Signal(15));
    assertThat(directory.resolve("begun.hook")).exists();
  }

  @Test
  void oneThatDoesNotEndWhenAskedIsKilledAfterTheGrace() throws Exception {
    var begun = directory.resolve("begun");
    var file = begun.toString();
    var process =
        WorkerProcess.builder()
            .grace(Duration.ofMillis(200))
            .spawn(() -> sleepBehindHook(file, Duration.ofMinutes(10)));
    waitFor(begun);
    process.terminate();
    assertThat(process.await()).isEqualTo(new ProcessExit.Signal(9));
  }

  private static int fill() {
    var all = new ArrayList<long[]>();
    while (true) {
      all.add(new long[1 << 20]);
      if (all.size() < 0) {
        return all.size();
      }
    }
  }

  @Test
  void wantOfMemoryIsTold() throws Exception {
    var process = WorkerProcess.builder().heapMebibytes(64).spawn(SpawnedProcessTest::fill);
    assertThat(process.await())
        .isInstanceOfSatisfying(
            ProcessExit.OutOfMemory.class,
            exit -> assertThat(exit.detail()).contains("Java heap space"));
    assertThatThrownBy(() -> process.result().get()).hasCauseInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> WorkerProcess.builder().heapMebibytes(8).spawn(() -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 MiB");
  }

  /** A program with threads of its own: the process ends when they have. */
  static final class Writing {
    public static void main(String[] arguments) {
      var file = Path.of(arguments[0]);
      new Thread(
              () -> {
                try {
                  Thread.sleep(100);
                  Files.writeString(file, arguments[1]);
                } catch (IOException | InterruptedException cannot) {
                  throw new IllegalStateException(cannot);
                }
              })
          .start();
    }
  }

  @Test
  void theMainOfAClassRunsUntilItsThreadsHaveEnded() throws Exception {
    var file = directory.resolve("written");
    var process = WorkerProcess.spawn(Writing.class, file.toString(), "by a thread");
    assertThat(process.await()).isEqualTo(new ProcessExit.Code(0));
    assertThat(file).hasContent("by a thread");
    assertThatThrownBy(() -> WorkerProcess.spawn(SpawnedProcessTest.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(SpawnedProcessTest.class.getName() + " has no main method to start with");
  }

  @Test
  void codeThatCannotTravelIsRefusedBeforeAnythingStarts() {
    var lock = new Object();
    assertThatThrownBy(() -> WorkerProcess.spawn(() -> lock.hashCode()))
        .isInstanceOf(SerializationFailure.class)
        .hasMessageContaining("java.lang.Object");
  }

  /** Starts one of each kind, says which, and waits to be killed. */
  private static String startThree(String file) throws Exception {
    var daemon = WorkerProcess.spawn(SpawnedProcessTest::sleep);
    var detached = WorkerProcess.builder().daemon(false).spawn(() -> touch(file + ".short"));
    var nap =
        WorkerProcess.builder()
            .daemon(false)
            .spawn(() -> {
              // Not before its caller is dead: until then its directory is the caller's to delete.
              while (!Files.exists(Path.of(file + ".dead"))) {
                Thread.sleep(20);
              }
              return touch(file + ".nap");
            });
    detached.await();
    var written = Path.of(file + ".part");
    Files.writeString(written, daemon.pid() + " " + nap.pid());
    Files.move(written, Path.of(file));
    return sleep();
  }

  @Test
  void whatIsStillStartingWhenItsCallerDiesTidiesUpAllTheSame() throws Exception {
    var file = directory.resolve("late");
    var text = file.toString();
    var caller = WorkerProcess.spawn(() -> startOneAndHalt(text));
    waitFor(file);
    assertThat(caller.await()).isEqualTo(new ProcessExit.Code(7));
    var place = directoryOf(Files.readString(file));
    assertThat(place).exists();
    Files.createFile(directory.resolve("late.go"));
    waitFor(directory.resolve("late.done"));
    await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(place).doesNotExist());
  }

  private static String startOneAndHalt(String file) throws Exception {
    var late =
        WorkerProcess.builder()
            .daemon(false)
            .spawn(() -> {
              while (!Files.exists(Path.of(file + ".go"))) {
                Thread.sleep(20);
              }
              return touch(file + ".done");
            });
    var written = Path.of(file + ".part");
    Files.writeString(written, Long.toString(late.pid()));
    Files.move(written, Path.of(file));
    Runtime.getRuntime().halt(7);
    return "";
  }

  /** Where it and its caller talk to each other. */
  private static Path directoryOf(String pid) throws IOException {
    return Stream.of(Files.readString(Path.of("/proc", pid, "cmdline")).split("\0"))
        .filter(argument -> argument.contains("thresher-spawned-") && !argument.startsWith("-"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDaemonEndsWithItsCallerEvenIfThatIsKilledAndOthersGoOn() throws Exception {
    var file = directory.resolve("pids");
    var text = file.toString();
    var caller = WorkerProcess.spawn(() -> startThree(text));
    waitFor(file);
    var pids = Files.readString(file).split(" ");
    var daemon = ProcessHandle.of(Long.parseLong(pids[0])).orElseThrow();
    var directories = List.of(directoryOf(pids[0]), directoryOf(pids[1]));
    assertThat(directories).allSatisfy(each -> assertThat(each).exists());
    caller.kill();
    assertThat(caller.await()).isEqualTo(new ProcessExit.Signal(9));
    daemon.onExit().get(30, TimeUnit.SECONDS);
    Files.createFile(directory.resolve("pids.dead"));
    waitFor(directory.resolve("pids.nap"));
    assertThat(directory.resolve("pids.short")).exists();
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> assertThat(directories).allSatisfy(each -> assertThat(each).doesNotExist()));
  }
}
