package dev.thresher.report;

import dev.thresher.model.Incarnation;
import dev.thresher.model.PrintableText;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.report.ProgressState.LaneState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders a {@link ProgressState}: as a frame for a terminal, which is redrawn in place, or as one
 * plain line. Both are functions of the state and the time alone.
 */
public final class ProgressFrame {
  private static final int BAR_WIDTH = 20;
  private static final int LEAST_WIDTH = 20;

  private ProgressFrame() {}

  /**
   * One line for the run and one for each worker, as many as fit; if not all do, the last line
   * counts the others.
   *
   * @param width columns of the terminal; no line is longer
   * @param height rows of the terminal; the frame leaves two of them free
   */
  public static List<String> lines(ProgressState state, long nowNanos, int width, int height) {
    var lines = new ArrayList<String>();
    lines.add(cut(overall(state, nowNanos, width), width));
    var lanes = List.copyOf(state.lanes().entrySet());
    int room = Math.max(0, height - 3);
    int shown = lanes.size() <= room ? lanes.size() : Math.max(0, room - 1);
    for (var lane : lanes.subList(0, shown)) {
      lines.add(cut(lane(state, lane, nowNanos), width));
    }
    if (shown < lanes.size() && room > 0) {
      lines.add(cut("  … " + Quantities.count(lanes.size() - shown, "more worker"), width));
    }
    return lines;
  }

  // The bar goes first when there is not enough room for everything.
  private static String overall(ProgressState state, long nowNanos, int width) {
    var name = PrintableText.escape(state.workload()) + "  ";
    var counts = counts(state, nowNanos);
    var whole = name + bar(state.share()) + "  " + counts;
    return whole.length() < width ? whole : name + counts;
  }

  /** The same without the bar and the lanes, for files and pipes. */
  public static String plainLine(ProgressState state, long nowNanos) {
    return PrintableText.escape(state.workload())
        + " on "
        + state.backend()
        + ": "
        + counts(state, nowNanos);
  }

  private static String counts(ProgressState state, long nowNanos) {
    var text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d of ", state.ended()));
    text.append(Quantities.count(state.total(), "task"));
    text.append(", ").append((long) Math.floor(state.share() * 100)).append(" %");
    state
        .ratePerSecond(nowNanos)
        .ifPresent(rate -> text.append(", ").append(Quantities.rate(rate)));
    if (state.ended() < state.total()) {
      state
          .remainingNanos(nowNanos)
          .ifPresent(nanos -> text.append(", ETA ").append(Quantities.duration(nanos)));
    }
    text.append(state.failed() == 0 ? "" : ", " + state.failed() + " failed");
    text.append(state.retried() == 0 ? "" : ", " + state.retried() + " retried");
    return text.toString();
  }

  private static String bar(double share) {
    int filled = (int) Math.floor(Math.min(1, share) * BAR_WIDTH);
    return "[" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "]";
  }

  private static String lane(
      ProgressState state, Map.Entry<Incarnation, LaneState> lane, long nowNanos) {
    var running = lane.getValue().running();
    long age = Math.max(0, nowNanos - lane.getValue().atNanos());
    var tasks =
        running.stream()
            .sorted(Comparator.comparingLong(Busy::forNanos).reversed())
            .map(busy -> task(state, busy, age))
            .collect(Collectors.joining(", "));
    return "  "
        + lane.getKey()
        + "  "
        + (running.isEmpty() ? pause(lane.getValue(), nowNanos) : tasks);
  }

  private static String pause(LaneState lane, long nowNanos) {
    return lane.runsShortTasks(nowNanos) ? "short tasks" : "waiting";
  }

  private static String task(ProgressState state, Busy busy, long age) {
    return PrintableText.escape(state.stageName(busy.task().stage()))
        + " "
        + busy.task().index()
        + " for "
        + Quantities.duration(busy.forNanos() + age);
  }

  private static String cut(String line, int width) {
    int most = Math.max(LEAST_WIDTH, width - 1);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
