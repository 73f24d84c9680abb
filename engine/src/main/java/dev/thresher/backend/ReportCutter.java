package dev.thresher.backend;

import dev.thresher.codec.WireLimits;
import dev.thresher.codec.WireSize;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent.SlotReported;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a slot reports into parts that fit into an envelope each, before the worker numbers
 * them. References count as nothing, so in shared memory a report stays whole.
 */
final class ReportCutter {
  private ReportCutter() {}

  /** The results in the same order; only the last part may be the slot's last word on the batch. */
  static List<SlotReported> cut(SlotReported report) {
    var results = report.results();
    List<SlotReported> parts = new ArrayList<>(1);
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < results.size(); i++) {
      int size = WireSize.atMost(results.get(i));
      if (i > from && bytes + size > WireLimits.RESULTS_BYTES) {
        parts.add(part(report, results.subList(from, i), false));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    parts.add(
        from == 0
            ? report
            : part(report, results.subList(from, results.size()), report.finished()));
    return parts;
  }

  /** Bytes that it takes in an envelope, at most. */
  static long size(SlotReported report) {
    long bytes = 0;
    for (var result : report.results()) {
      bytes += WireSize.atMost(result);
    }
    return bytes;
  }

  private static SlotReported part(SlotReported of, List<TaskResult> results, boolean finished) {
    return new SlotReported(of.slot(), of.batch(), List.copyOf(results), finished);
  }
}
