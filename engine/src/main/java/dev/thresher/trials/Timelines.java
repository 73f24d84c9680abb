package dev.thresher.trials;

import dev.thresher.compare.Timeline;
import dev.thresher.compare.Timeline.Bar;
import dev.thresher.compare.Timeline.Row;
import dev.thresher.model.BackendKind;
import dev.thresher.report.RunReport;
import dev.thresher.report.RunReport.WorkerLife;
import dev.thresher.trace.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Notes of tasks as rows of bars. */
final class Timelines {
  private static final double NANOS = 1e9;

  /** Of the length of the run: what is closer together cannot be told apart in a drawing. */
  private static final double DETAIL = 1.0 / 800;

  private static final int MOST_ROWS = 12;

  private record Busy(long pid, long thread, double from, double to) {}

  private Timelines() {}

  /** Empty if no slot noted anything. */
  static Optional<Timeline> of(Map<Long, List<Note>> notes, RunReport report, long every) {
    var began =
        notes.values().stream()
            .flatMap(List::stream)
            .filter(note -> note.kind() == Note.Kind.BEGAN)
            .mapToLong(Note::t0)
            .min();
    boolean ofBatches = every > 1;
    var busy = began.isEmpty() ? List.<Busy>of() : busy(notes, began.getAsLong(), ofBatches);
    if (busy.isEmpty()) {
      return Optional.empty();
    }
    double end = busy.stream().mapToDouble(Busy::to).max().orElse(0);
    var rows =
        (report.backend() == BackendKind.VIRTUAL_THREADS ? lanes(busy) : threads(busy, report))
            .entrySet().stream()
                .map(row -> new Row(row.getKey(), merged(row.getValue(), end * DETAIL)))
                .toList();
    int shown = Math.min(MOST_ROWS, rows.size());
    return Optional.of(new Timeline(rows.subList(0, shown), ofBatches, rows.size() - shown, end));
  }

  private static List<Busy> busy(Map<Long, List<Note>> notes, long began, boolean ofBatches) {
    var busy = new ArrayList<Busy>();
    notes.forEach((pid, written) ->
        written.stream()
            .filter(note -> note.kind() == (ofBatches ? Note.Kind.SERVED : Note.Kind.RAN))
            .forEach(note ->
                busy.add(
                    new Busy(
                        pid,
                        note.thread(),
                        (note.t0() - began) / NANOS,
                        ((ofBatches ? note.t1() : note.t3()) - began) / NANOS))));
    busy.sort(Comparator.comparingDouble(Busy::from));
    return busy;
  }

  // A virtual thread is not a place: the first row that is free takes the next task.
  private static Map<String, List<Busy>> lanes(List<Busy> busy) {
    var lanes = new ArrayList<List<Busy>>();
    for (var one : busy) {
      var free = lanes.stream().filter(lane -> lane.getLast().to() <= one.from()).findFirst();
      free.orElseGet(
              () -> {
                lanes.add(new ArrayList<>());
                return lanes.getLast();
              })
          .add(one);
    }
    var named = new LinkedHashMap<String, List<Busy>>();
    lanes.forEach(lane -> named.put("lane " + (named.size() + 1), lane));
    return named;
  }

  private static Map<String, List<Busy>> threads(List<Busy> busy, RunReport report) {
    record Place(long pid, long thread) {}
    var places = new LinkedHashMap<Place, List<Busy>>();
    busy.forEach(one ->
        places
            .computeIfAbsent(new Place(one.pid(), one.thread()), _ -> new ArrayList<>())
            .add(one));
    var processes =
        report.workers().stream()
            .filter(life -> life.pid() != report.coordinatorPid())
            .collect(Collectors.toMap(WorkerLife::pid, WorkerLife::name, (one, _) -> one));
    var named = new java.util.TreeMap<String, List<Busy>>(Timelines::byNumber);
    places.forEach((place, bars) ->
        named.put(free(processes.getOrDefault(place.pid(), "thread"), named.keySet()), bars));
    return named;
  }

  // A process is one row, unless it has several slots; threads are told apart by numbers.
  private static String free(String name, java.util.Set<String> taken) {
    boolean isThread = name.equals("thread");
    if (!isThread && !taken.contains(name)) {
      return name;
    }
    int number = isThread ? 1 : 2;
    while (taken.contains(name + " " + number)) {
      number++;
    }
    return name + " " + number;
  }

  private static int byNumber(String one, String other) {
    return Comparator.comparingInt(String::length)
        .thenComparing(Comparator.naturalOrder())
        .compare(one, other);
  }

  private static List<Bar> merged(List<Busy> busy, double detail) {
    var bars = new ArrayList<Bar>();
    for (var one : busy) {
      if (!bars.isEmpty() && cannotBeToldApart(bars.getLast(), one, detail)) {
        var last = bars.removeLast();
        bars.add(new Bar(last.from(), Math.max(last.to(), one.to()), last.count() + 1));
      } else {
        bars.add(new Bar(one.from(), one.to(), 1));
      }
    }
    return bars;
  }

  private static boolean cannotBeToldApart(Bar last, Busy next, double detail) {
    double shorter = Math.min(next.to() - next.from(), last.to() - last.from());
    return next.from() < last.to() || next.from() - last.to() < detail && shorter < 2 * detail;
  }
}
