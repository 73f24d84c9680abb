package dev.thresher.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the processes of a run have noted of the same task. Every part lies between
 * two moments, and each moment ends one part and begins another, so nothing of the way is counted
 * twice or left out.
 */
public final class TaskWays {
  /** Parts of the way, in order. */
  public enum Part {
    ENCODE,
    SEND,
    DECODE,
    WAIT,
    ARGUMENTS,
    RUN,
    RESULT,
    PACK,
    RETURN,
    UNPACK,
    COMMIT
  }

  /**
   * Means over tasks, nanoseconds.
   *
   * @param tasks of which everything was noted
   * @param told tasks whose beginning and end the coordinator noted, whatever their workers did
   * @param whole from being handed out to being told, over those that were told; seen by the
   *     coordinator alone
   * @param lateRun {@link Part#RUN} over the later half by index of each stage: code that has run
   *     before, and the same tasks in every run
   */
  public record Mean(
      long tasks, long told, Map<Part, Double> parts, double whole, double lateRun) {}

  private record Task(int stage, long index) {}

  private record Run(long index, long nanos) {}

  /** Notes of ranges by their first task. */
  private static final class Ranges {
    private record Key(int stage, long batch) {
      static Key of(int stage, long batch) {
        return new Key(batch == Note.NO_BATCH ? stage : Note.NO_STAGE, batch);
      }
    }

    private final Map<Key, TreeMap<Long, Note>> notes = new HashMap<>();

    /** In the order of time: what comes again counts the first time. */
    void add(Note note) {
      notes
          .computeIfAbsent(Key.of(note.stage(), note.batch()), _ -> new TreeMap<>())
          .putIfAbsent(note.from(), note);
    }

    @Nullable Note of(int stage, long batch, long index) {
      var ofBatch = notes.get(Key.of(stage, batch));
      if (ofBatch == null) {
        return null;
      }
      var before = ofBatch.floorEntry(index);
      while (before != null && before.getValue().until() <= index) {
        before = ofBatch.lowerEntry(before.getKey());
      }
      return before == null ? null : before.getValue();
    }

    @Nullable Note of(Note ran) {
      return of(ran.stage(), ran.batch(), ran.from());
    }
  }

  private final Map<Note.Kind, Ranges> ranges = new EnumMap<>(Note.Kind.class);
  private final Map<Task, List<Note>> handed = new HashMap<>();
  private final Map<Part, Double> sums = new EnumMap<>(Part.class);
  private final Map<Integer, List<Run>> runs = new HashMap<>();
  private long tasks;
  private long told;
  private double whole;

  private TaskWays() {
    for (var kind : Note.Kind.values()) {
      ranges.put(kind, new Ranges());
    }
    for (var part : Part.values()) {
      sums.put(part, 0.0);
    }
  }

  /**
   * Empty if not a single task was followed to its end.
   *
   * @param notes of all processes
   * @param every as they were told by {@link TaskTrace#EVERY}
   */
  public static Optional<Mean> mean(List<Note> notes, long every) {
    var ways = new TaskWays();
    var inOrder = notes.stream().sorted(Comparator.comparingLong(Note::t0)).toList();
    for (var note : inOrder) {
      ways.kind(note.kind()).add(note);
      if (note.kind() == Note.Kind.HANDED) {
        ways.handOut(note, every);
      }
    }
    inOrder.stream()
        .filter(note -> note.kind() == Note.Kind.TOLD)
        .forEach(end -> noted(end, every).forEach(index -> ways.follow(end, index)));
    return ways.mean();
  }

  private static LongStream noted(Note range, long every) {
    return LongStream.iterate(
        Math.ceilDiv(range.from(), every) * every, i -> i < range.until(), i -> i + every);
  }

  private void handOut(Note batch, long every) {
    noted(batch, every)
        .forEach(index ->
            handed
                .computeIfAbsent(new Task(batch.stage(), index), _ -> new ArrayList<>(1))
                .add(batch));
  }

  private Ranges kind(Note.Kind kind) {
    return Objects.requireNonNull(ranges.get(kind));
  }

  // What counted is the last batch that was handed out before.
  private void follow(Note end, long index) {
    var batch =
        handed.getOrDefault(new Task(end.stage(), index), List.of()).stream()
            .filter(note -> note.t0() <= end.t0())
            .max(Comparator.comparingLong(Note::t0));
    if (batch.isEmpty()) {
      return;
    }
    told++;
    whole += end.t0() - batch.get().t0();
    var ran = kind(Note.Kind.RAN).of(end.stage(), batch.get().batch(), index);
    if (ran != null) {
      split(batch.get(), ran, end);
    }
  }

  private void split(Note handed, Note ran, Note end) {
    var taken = kind(Note.Kind.TAKEN).of(ran);
    var heard = kind(Note.Kind.HEARD).of(ran);
    if (taken == null || heard == null) {
      return;
    }
    tasks++;
    add(Part.WAIT, ran.t0() - taken.t0());
    add(Part.ARGUMENTS, ran.t1() - ran.t0());
    add(Part.RUN, ran.t2() - ran.t1());
    runs.computeIfAbsent(ran.stage(), _ -> new ArrayList<>())
        .add(new Run(ran.from(), ran.t2() - ran.t1()));
    add(Part.RESULT, ran.t3() - ran.t2());
    add(Part.COMMIT, end.t0() - heard.t0());
    there(ran, handed.t0(), taken.t0());
    back(ran, ran.t3(), heard.t0());
  }

  private void there(Note ran, long from, long until) {
    long encoding = took(Note.Kind.ENCODED, ran);
    long decoding = took(Note.Kind.DECODED, ran);
    add(Part.ENCODE, encoding);
    add(Part.DECODE, decoding);
    add(Part.SEND, until - from - encoding - decoding);
  }

  private void back(Note ran, long from, long until) {
    long packing = took(Note.Kind.PACKED, ran);
    long unpacking = took(Note.Kind.UNPACKED, ran);
    add(Part.PACK, packing);
    add(Part.UNPACK, unpacking);
    add(Part.RETURN, until - from - packing - unpacking);
  }

  // In shared memory nothing is encoded.
  private long took(Note.Kind kind, Note ran) {
    var note = kind(kind).of(ran);
    return note == null ? 0 : note.t1() - note.t0();
  }

  private void add(Part part, long nanos) {
    sums.merge(part, (double) nanos, Double::sum);
  }

  private Optional<Mean> mean() {
    if (tasks == 0) {
      return Optional.empty();
    }
    sums.replaceAll((_, sum) -> sum / tasks);
    return Optional.of(new Mean(tasks, told, sums, whole / told, lateRun()));
  }

  private double lateRun() {
    return runs.values().stream()
        .flatMap(ofStage ->
            ofStage.stream().sorted(Comparator.comparingLong(Run::index)).skip(ofStage.size() / 2))
        .mapToLong(Run::nanos)
        .average()
        .orElseThrow();
  }
}
