package dev.thresher.rundir;

import dev.thresher.host.LastLines;
import dev.thresher.model.Counted;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.WorkerDown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a worker process that the engine did not end: a page of text beside its logs,
 * for people.
 *
 * @param down how it ended, and when, in nanoseconds since the run began
 * @param upSinceNanos when it was heard of first, on the same clock
 * @param lastWord what it ran, and its heap, when that was told last, which is a few times a
 *     second; null if it never was
 * @param memoryKills processes that the system has killed for want of memory meanwhile, in this
 *     control group or on this host
 */
public record PostMortem(
    WorkerDown down, long upSinceNanos, @Nullable Lane lastWord, long memoryKills) {
  private static final int LOG_LINES = 50;
  private static final int LOG_BYTES = 32 * 1024;
  private static final double NANOS = 1e9;
  private static final int MEBIBYTE_BITS = 20;

  /**
   * Writes it.
   *
   * @param stageName by a stage's number
   * @return where it is
   * @throws IOException if it cannot be written
   */
  public Path write(RunDirectory directory, IntFunction<String> stageName) throws IOException {
    var file = directory.postMortem(down.worker());
    var text = String.join("\n", lines(directory, stageName)) + "\n";
    return Files.writeString(file, text);
  }

  List<String> lines(RunDirectory directory, IntFunction<String> stageName) {
    var worker = down.worker();
    var lines = new ArrayList<String>();
    lines.add(
        "worker %s (pid %d) was lost %s into the run, %s after it came up"
            .formatted(
                worker,
                down.pid(),
                seconds(down.atNanos()),
                seconds(down.atNanos() - upSinceNanos)));
    lines.add("ended by: " + down.endedBy());
    addMemory(lines);
    addHeap(lines);
    addCrash(lines, directory.crashReport(worker));
    addRunning(lines, stageName);
    addEnd(lines, "its log", directory.workerLog(worker));
    addEnd(lines, "what its process printed", directory.workerOutput(worker));
    return lines;
  }

  private void addMemory(List<String> lines) {
    if (memoryKills > 0) {
      lines.add(
          "memory: the system has killed %s for want of memory since the run began: give the workers less heap (processes.heap), or take fewer of them"
              .formatted(Counted.of(memoryKills, "process", "processes")));
    } else {
      lines.add(
          "memory: the system has killed nothing here for want of memory since the run began");
    }
  }

  private void addHeap(List<String> lines) {
    if (lastWord != null && lastWord.heap().isKnown()) {
      lines.add(
          "heap: %,d of %,d MiB in use %s before, garbage included"
              .formatted(
                  lastWord.heap().usedBytes() >> MEBIBYTE_BITS,
                  lastWord.heap().limitBytes() >> MEBIBYTE_BITS,
                  seconds(down.atNanos() - lastWord.atNanos())));
    }
  }

  private static void addCrash(List<String> lines, Path report) {
    var summary = CrashReport.summary(report);
    if (!summary.isEmpty()) {
      lines.add("the JVM crashed, and says in " + report + ":");
      summary.forEach(line -> lines.add("  " + line));
    }
  }

  private void addRunning(List<String> lines, IntFunction<String> stageName) {
    var running = lastWord == null ? List.<Busy>of() : lastWord.running();
    if (running.isEmpty()) {
      lines.add("running then: not known (what a worker runs is told a few times a second)");
    }
    for (var busy : running) {
      lines.add(
          "running then: task %d of stage %s, for %s"
              .formatted(
                  busy.task().index(),
                  stageName.apply(busy.task().stage()),
                  seconds(busy.forNanos())));
    }
  }

  private static void addEnd(List<String> lines, String what, Path file) {
    var end = LastLines.of(file, LOG_LINES, LOG_BYTES);
    if (end.isEmpty()) {
      lines.add("nothing in %s, %s".formatted(what, file));
      return;
    }
    lines.add("the last %s of %s, %s:".formatted(Counted.of(end.size(), "line"), what, file));
    end.forEach(line -> lines.add("  " + line));
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / NANOS);
  }
}
