package dev.thresher.trials;

import dev.thresher.compare.CodeTime;
import dev.thresher.compare.TaskWay;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.compare.Timeline;
import dev.thresher.report.RunReport;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskWays;
import dev.thresher.trace.TaskWays.Part;
import dev.thresher.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the processes of a run have noted of its tasks. */
record TraceReport(Optional<TaskWay> way, Optional<CodeTime> code, Optional<Timeline> timeline) {
  static final TraceReport NONE =
      new TraceReport(Optional.empty(), Optional.empty(), Optional.empty());

  private static final double NANOS = 1e9;

  /**
   * @param every of the tasks that were to be noted, one in so many
   * @param pauses for garbage collection, by process
   */
  static TraceReport of(Path directory, RunReport report, long every, Map<Long, GcPauses> pauses)
      throws IOException {
    var noted = TraceFiles.allIn(directory);
    var notes = new TreeMap<Long, List<Note>>();
    noted.forEach((pid, its) -> notes.put(pid, its.notes()));
    var all = notes.values().stream().flatMap(List::stream).toList();
    return new TraceReport(
        TaskWays.mean(all, every).map(TraceReport::way),
        CodeTimes.mean(noted, pauses),
        Timelines.of(notes, report, every));
  }

  private static TaskWay way(TaskWays.Mean mean) {
    var parts = new EnumMap<Stretch, Double>(Stretch.class);
    for (var part : Part.values()) {
      double nanos = mean.parts().getOrDefault(part, 0.0);
      parts.merge(stretch(part), nanos / NANOS, Double::sum);
    }
    return new TaskWay(mean.tasks(), parts, mean.whole() / NANOS, mean.lateRun() / NANOS);
  }

  private static Stretch stretch(Part part) {
    return switch (part) {
      case ENCODE -> Stretch.ENCODE;
      case SEND -> Stretch.SEND;
      case DECODE, ARGUMENTS -> Stretch.DECODE;
      case WAIT -> Stretch.WAIT;
      case RUN -> Stretch.RUN;
      case RESULT, PACK -> Stretch.ENCODE_RESULT;
      case RETURN -> Stretch.RETURN;
      case UNPACK -> Stretch.DECODE_RESULT;
      case COMMIT -> Stretch.COMMIT;
    };
  }
}
