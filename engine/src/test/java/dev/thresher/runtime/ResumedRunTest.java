package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.journal.Resumption.Retries;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.TasksEnded;
import dev.thresher.model.RunEvent.TasksKept;
import dev.thresher.rundir.StoredRun;
import dev.thresher.runtime.Engine.Resumed;
import dev.thresher.runtime.durable.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were cut short and are gone on with, in this JVM. */
@Timeout(60)
class ResumedRunTest {
  private static final Request GOING_ON = new Request(Retries.NONE, false);
  private static final Request AGAIN = new Request(new Retries(true, false), false);
  private static final int ROWS = 120;

  // As docs/ledger.md has them, in bytes.
  private static final int LEDGER_HEADER = 32;
  private static final int GROUP_HEAD = 20;

  /** Twice a number; leaves a line for each call, and fails where a file says so. */
  private static final String TWICE =
      """
      import java.nio.file.*;
      class Twice {
        static double twice(double n) throws Exception {
          var here = Path.of("%s");
          Files.writeString(here.resolve("calls"), (long) n + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          if (Files.exists(here.resolve("bad-" + (long) n))) throw new IllegalStateException("bad " + (long) n);
          return factor() * n;
        }
        static double factor() { return 2; }
      }
      """;

  private static final String STAGES =
      """
      name = stages
      stages {
        doubled { each { row.csv = numbers.csv }, task { java = Twice.java, method = twice }
                  on-error = skip, output = doubled.csv }
        sums    { from = doubled, group-by = kind, reduce { sum = sum(twice), count = count }
                  output = sums.csv }
        early   { from = doubled, task { kind = sleep, millis = 0 }, output = early.csv }
        named   { from = sums, task { command = [cp, "%s/numbers.csv", "{out}"] }, output = "named/{kind}.csv" }
      }
      """;

  private final Path directory;
  private final WorkloadDirectory files;
  private List<RunEvent> events = List.of();

  ResumedRunTest(@TempDir Path directory) {
    this.directory = directory;
    this.files = new WorkloadDirectory(directory);
  }

  @BeforeEach
  void writeInputs() throws IOException {
    var rows = new StringBuilder("n,kind\n");
    for (int n = 0; n < ROWS; n++) {
      rows.append(n).append(",").append("abc".charAt(n % 3)).append("\n");
    }
    files.write("numbers.csv", rows.toString());
    files.write("Twice.java", TWICE.formatted(directory));
  }

  /** Cuts the run off once so many tasks have ended. */
  private RunEnded begin(Path run, long cutAfter) throws Exception {
    var ready = files.ready(STAGES.formatted(directory));
    var cut = new CountDownLatch(1);
    events = Collections.synchronizedList(new ArrayList<>());
    var handle =
        files
            .engine()
            .start(ready.plan(), WorkloadDirectory.options(ready, 2, run), cutting(cut, cutAfter));
    return await(handle, cut);
  }

  private RunListener cutting(CountDownLatch cut, long after) {
    return event -> {
      events.add(event);
      if (completed() >= after || event instanceof RunEnded) {
        cut.countDown();
      }
    };
  }

  private static RunEnded await(Engine.RunHandle handle, CountDownLatch cut) throws Exception {
    cut.await();
    handle.cancel("the test cuts it short");
    return handle.await();
  }

  private long completed() {
    return Stream.of(events.toArray(RunEvent[]::new))
        .filter(TasksEnded.class::isInstance)
        .map(TasksEnded.class::cast)
        .mapToLong(TasksEnded::completed) // those that are cancelled do not count
        .sum();
  }

  private long kept() {
    return events.stream()
        .filter(TasksKept.class::isInstance)
        .map(TasksKept.class::cast)
        .mapToLong(tasks -> tasks.completed() + tasks.failed())
        .sum();
  }

  private Resumed resume(Path run, Request request, CountDownLatch cut, long cutAfter)
      throws Exception {
    var ready = files.ready(STAGES.formatted(directory));
    events = Collections.synchronizedList(new ArrayList<>());
    return files
        .engine()
        .resume(
            ready.plan(),
            WorkloadDirectory.options(ready, 2, run),
            StoredRun.read(run),
            request,
            cutting(cut, cutAfter));
  }

  private RunEnded resume(Path run, Request request, long cutAfter) throws Exception {
    var cut = new CountDownLatch(1);
    return switch (resume(run, request, cut, cutAfter)) {
      case Resumed.Going(var handle) -> await(handle, cut);
      case Resumed.Over over -> throw new AssertionError(over.sentence());
    };
  }

  private List<String> notices() {
    return events.stream()
        .filter(Notice.class::isInstance)
        .map(Notice.class::cast)
        .map(Notice::text)
        .toList();
  }

  private RunEnded resumeWithout(int group, long cutAfter) throws Exception {
    var run = files.nextRun();
    begin(run, cutAfter);
    damage(run.resolve("ledger"), group);
    return resume(run, new Request(Retries.NONE, true), Long.MAX_VALUE);
  }

  /** Changes a byte of the group with that number, the last one if there are fewer. */
  private static void damage(Path ledger, int group) throws IOException {
    var bytes = Files.readAllBytes(ledger);
    int at = LEDGER_HEADER;
    for (int number = 0; number < group && end(bytes, at) < bytes.length; number++) {
      at = end(bytes, at);
    }
    bytes[end(bytes, at) - 1] ^= 1;
    Files.write(ledger, bytes);
  }

  private static int end(byte[] ledger, int group) {
    return group + GROUP_HEAD + ByteBuffer.wrap(ledger).getInt(group + 4);
  }

  private List<String> outputs() throws IOException {
    var texts = new ArrayList<String>();
    for (var file :
        List.of(
            "doubled.csv", "early.csv", "sums.csv", "named/a.csv", "named/b.csv", "named/c.csv")) {
      texts.add(file + "\n" + Files.readString(directory.resolve(file)));
      Files.delete(directory.resolve(file));
    }
    return texts;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  @Test
  void whateverTheMomentOfTheCutTheOutputsAreTheSameAndWhatWasKeptIsNotRunAgain() throws Exception {
    assertThat(begin(files.nextRun(), Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
    var expected = outputs();
    var random = new SplittableRandom(20261125);
    for (int round = 0; round < 12; round++) {
      Files.delete(directory.resolve("calls"));
      var run = files.nextRun();
      var end = begin(run, random.nextInt(ROWS));
      long done = completed();
      for (int life = 0; end.end() == RunEnd.INTERRUPTED; life++) {
        end = resume(run, GOING_ON, life < 2 ? random.nextInt(ROWS / 2) : Long.MAX_VALUE);
        assertThat(kept()).as("kept in life %s of round %s", life, round).isEqualTo(done);
        done += completed();
      }
      assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
      assertThat(outputs()).as("round %s", round).isEqualTo(expected);
      assertThat(calls().stream().distinct().count()).isEqualTo(ROWS);
    }
  }

  @Test
  void aRunThatIsCompleteIsNotRunAgain() throws Exception {
    var run = files.nextRun();
    begin(run, Long.MAX_VALUE);
    long calls = calls().size();
    var over = resume(run, GOING_ON, new CountDownLatch(1), Long.MAX_VALUE);
    assertThat(over)
        .isInstanceOfSatisfying(
            Resumed.Over.class,
            said -> {
              assertThat(said.end()).isEqualTo(RunEnd.COMPLETED);
              assertThat(said.sentence()).contains("complete", "243");
            });
    assertThat(calls()).hasSize((int) calls);
  }

  @Test
  void failedTasksStayFailedUnlessTheyAreToBeRetried() throws Exception {
    Files.createFile(directory.resolve("bad-7"));
    Files.createFile(directory.resolve("bad-8"));
    var run = files.nextRun();
    assertThat(begin(run, Long.MAX_VALUE).end()).isEqualTo(RunEnd.FAILED);
    Files.delete(directory.resolve("calls"));
    outputs();
    assertThat(resume(run, GOING_ON, new CountDownLatch(1), Long.MAX_VALUE))
        .isInstanceOfSatisfying(
            Resumed.Over.class,
            said -> assertThat(said.sentence()).contains("2 failed", "--retry-failed"));
    Files.delete(directory.resolve("bad-7"));
    assertThat(resume(run, AGAIN, Long.MAX_VALUE).end()).isEqualTo(RunEnd.FAILED);
    assertThat(calls().stream().distinct()).containsExactlyInAnyOrder("7", "8");
    Files.delete(directory.resolve("bad-8"));
    outputs();
    assertThat(resume(run, AGAIN, Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
    var resumed = outputs();
    begin(files.nextRun(), Long.MAX_VALUE);
    assertThat(resumed).isEqualTo(outputs());
  }

  @Test
  void changedContentOfAnInputIsSeenEvenIfSizeAndTimeAreTheSame() throws Exception {
    var run = files.nextRun();
    begin(run, ROWS / 2);
    var file = directory.resolve("numbers.csv");
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, Files.readString(file).replace("\n5,", "\n4,"));
    Files.setLastModifiedTime(file, time);
    assertThat(resume(run, GOING_ON, Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
    assertThat(notices()).anyMatch(text -> text.contains("numbers.csv has changed"));
    assertThat(kept()).isZero();
    assertThat(Files.readString(directory.resolve("doubled.csv"))).doesNotContain("\n5,");
  }

  @Test
  void changedCodeThatATaskCallsOnlyIndirectlyIsSeen() throws Exception {
    var run = files.nextRun();
    begin(run, ROWS / 2);
    var changed = TWICE.formatted(directory).replace("return 2;", "return 3;");
    Files.writeString(directory.resolve("Twice.java"), changed);
    Files.setLastModifiedTime(directory.resolve("Twice.java"), FileTime.fromMillis(1));
    assertThat(resume(run, GOING_ON, Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
    assertThat(notices()).anyMatch(text -> text.contains("stage doubled runs again"));
    assertThat(Files.readString(directory.resolve("doubled.csv"))).contains("\n2,c,6");
  }

  @Test
  void anOutputThatSomebodyElseHasMadeMeanwhileIsNotReplaced() throws Exception {
    var run = files.nextRun();
    begin(run, ROWS / 2);
    Files.writeString(directory.resolve("sums.csv"), "mine", StandardOpenOption.CREATE);
    var end = resume(run, GOING_ON, Long.MAX_VALUE);
    assertThat(end.end()).isEqualTo(RunEnd.DISK);
    assertThat(end.detail()).contains("sums.csv");
    assertThat(Files.readString(directory.resolve("sums.csv"))).isEqualTo("mine");
    Files.delete(directory.resolve("sums.csv"));
    Files.deleteIfExists(directory.resolve("doubled.csv"));
    long before = calls().size();
    assertThat(resume(run, GOING_ON, Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
    assertThat(calls()).hasSize((int) before);
    assertThat(directory.resolve("doubled.csv")).exists();
  }

  @Test
  void whicheverGroupIsLostTheRunGoesOnToTheSameOutputs() throws Exception {
    begin(files.nextRun(), Long.MAX_VALUE);
    var whole = outputs();
    for (int round = 0; round < 60; round++) {
      int group = 1 + round % 6;
      var ended = resumeWithout(group, ROWS / 2 + round);
      var what = "without group %d of round %d: %s".formatted(group, round, ended.detail());
      assertThat(ended.end()).as(what).isEqualTo(RunEnd.COMPLETED);
      assertThat(outputs()).as(what).isEqualTo(whole);
    }
  }

  @Test
  void aRefusedResumptionLetsGoOfTheRun() throws Exception {
    var run = files.nextRun();
    begin(run, ROWS / 2);
    var ledger = run.resolve("ledger");
    var bytes = Files.readAllBytes(ledger);
    bytes[bytes.length / 2] ^= 1;
    Files.write(ledger, bytes);
    assertThatThrownBy(() -> resume(run, GOING_ON, Long.MAX_VALUE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("is damaged");
    var salvage = new Request(Retries.NONE, true);
    assertThat(resume(run, salvage, Long.MAX_VALUE).end()).isEqualTo(RunEnd.COMPLETED);
  }
}
