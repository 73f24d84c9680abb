package dev.thresher.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.trace.Note.Kind;
import dev.thresher.trace.TaskWays.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskWaysTest {
  private static final int STAGE = 3;
  @TempDir Path directory;

  private static Note range(Kind kind, long batch, long from, long until, long t0, long t1) {
    return new Note(kind, STAGE, 1, batch, from, until, t0, t1, 0, 0);
  }

  private static Note ran(long batch, long index, long t0, long t1, long t2, long t3) {
    return new Note(Kind.RAN, STAGE, 1, batch, index, index + 1, t0, t1, t2, t3);
  }

  /** Two tasks in one batch, of which the second waits for the first. */
  private static List<Note> twoTasks() {
    return new ArrayList<>(
        List.of(
            range(Kind.HANDED, 7, 10, 12, 1000, 0),
            range(Kind.ENCODED, 7, 10, 12, 1010, 1030),
            range(Kind.DECODED, 7, 10, 12, 1100, 1105),
            range(Kind.TAKEN, 7, 10, 12, 1120, 0),
            ran(7, 10, 1200, 1203, 1300, 1311),
            ran(7, 11, 1311, 1314, 1414, 1425),
            range(Kind.PACKED, 7, 10, 12, 1500, 1550),
            range(Kind.UNPACKED, 7, 10, 12, 1600, 1670),
            range(Kind.HEARD, 7, 10, 12, 1700, 0),
            range(Kind.TOLD, 0, 10, 12, 1900, 0)));
  }

  @Test
  void everyPartLiesBetweenTwoMomentsAndTogetherTheyAreTheWhole() {
    var mean = TaskWays.mean(twoTasks(), 1).orElseThrow();
    assertThat(mean.tasks()).isEqualTo(2);
    assertThat(mean.told()).isEqualTo(2);
    assertThat(mean.whole()).isEqualTo(900);
    assertThat(mean.parts())
        .containsEntry(Part.ENCODE, 20.0)
        .containsEntry(Part.DECODE, 5.0)
        .containsEntry(Part.SEND, 120.0 - 20 - 5)
        .containsEntry(Part.WAIT, (80 + 191) / 2.0)
        .containsEntry(Part.ARGUMENTS, 3.0)
        .containsEntry(Part.RUN, (97 + 100) / 2.0)
        .containsEntry(Part.RESULT, 11.0)
        .containsEntry(Part.PACK, 50.0)
        .containsEntry(Part.UNPACK, 70.0)
        .containsEntry(Part.RETURN, (389 + 275) / 2.0 - 50 - 70)
        .containsEntry(Part.COMMIT, 200.0);
    assertThat(sum(mean)).isCloseTo(mean.whole(), within(1e-6));
  }

  @Test
  void whatComesLaterByIndexIsToldApart() {
    var notes = twoTasks();
    // Later in time and earlier by index.
    notes.add(range(Kind.HANDED, 8, 9, 10, 2000, 0));
    notes.add(range(Kind.TAKEN, 8, 9, 10, 2010, 0));
    notes.add(ran(8, 9, 2020, 2021, 9021, 9022));
    notes.add(range(Kind.HEARD, 8, 9, 10, 9100, 0));
    notes.add(range(Kind.TOLD, 0, 9, 10, 9200, 0));
    var mean = TaskWays.mean(notes, 1).orElseThrow();
    assertThat(mean.tasks()).isEqualTo(3);
    assertThat(mean.lateRun()).isEqualTo((97 + 100) / 2.0);
  }

  @Test
  void inSharedMemoryNothingIsEncoded() {
    var notes = twoTasks();
    notes.removeIf(note ->
        List.of(Kind.ENCODED, Kind.DECODED, Kind.PACKED, Kind.UNPACKED).contains(note.kind()));
    var mean = TaskWays.mean(notes, 1).orElseThrow();
    assertThat(mean.parts()).containsEntry(Part.ENCODE, 0.0).containsEntry(Part.SEND, 120.0);
    assertThat(sum(mean)).isCloseTo(900, within(1e-6));
  }

  @Test
  void ofATaskThatStartedTwiceTheBatchThatWasHandedOutLastCounts() {
    var notes = twoTasks();
    notes.add(range(Kind.HANDED, 2, 10, 11, 10, 0));
    notes.add(range(Kind.TAKEN, 2, 10, 11, 20, 0));
    notes.add(ran(2, 10, 30, 31, 32, 33));
    var mean = TaskWays.mean(notes, 1).orElseThrow();
    assertThat(mean.whole()).isEqualTo(900);
    assertThat(sum(mean)).isCloseTo(900, within(1e-6));
  }

  @Test
  void whatComesTwiceCountsTheFirstTime() {
    var notes = twoTasks();
    notes.add(range(Kind.HEARD, 7, 10, 12, 1890, 0));
    notes.add(range(Kind.PACKED, 7, 10, 12, 1700, 1850));
    assertThat(TaskWays.mean(notes, 1)).isEqualTo(TaskWays.mean(twoTasks(), 1));
  }

  @Test
  void aTaskWhoseWorkerNotedNothingShowsInTheWholeButNotInTheParts() {
    var notes = twoTasks();
    notes.removeIf(note -> note.kind() == Kind.RAN && note.from() == 11);
    var mean = TaskWays.mean(notes, 1).orElseThrow();
    assertThat(mean.tasks()).isEqualTo(1);
    assertThat(mean.told()).isEqualTo(2);
  }

  @Test
  void withoutNotesThereIsNoWay() {
    assertThat(TaskWays.mean(List.of(), 1)).isEmpty();
    assertThat(TaskWays.mean(twoTasks().subList(0, 4), 1)).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgainAlsoFromAFileThatIsStillOpen() throws Exception {
    var random = new SplittableRandom(5);
    var notes = new ArrayList<Note>();
    var file = TraceFile.create(directory, 4711);
    for (int i = 0; i < 3000; i++) {
      var kind = Kind.values()[random.nextInt(Kind.values().length)];
      long batch = random.nextLong(1, 1L << 40);
      var note =
          kind == Kind.RAN
              ? ran(batch, i, i + 1, i + 2, i + 3, i + 4)
              : range(kind, batch, i, i + random.nextInt(1, 9), i * 5L, i * 7L);
      notes.add(note);
      file.write(note);
    }
    assertThat(TraceFiles.in(directory)).containsOnlyKeys(4711L).containsValue(notes);
    assertThat(TraceFiles.in(directory.resolve("none"))).isEmpty();
  }

  private static double sum(TaskWays.Mean mean) {
    return mean.parts().values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
