package dev.thresher.compare.html;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending.Completed;
import dev.thresher.compare.Trial.Ending.Cut;
import dev.thresher.compare.Trial.Ending.Failed;
import dev.thresher.report.Quantities;
import java.util.List;

/** Every single trial. */
final class TrialTable {
  private static final int CHECKSUM_SHOWN = 12;

  private TrialTable() {}

  static Markup of(List<ArmResult> arms) {
    var table =
        new Table(
            "Every trial, in the order of time within its arm. Round 0 warms up; its times do not count.",
            List.of("arm", "round", "began at", "wall time", "CPU time", "peak memory", "ending"));
    for (var arm : arms) {
      arm.trials().forEach(trial -> table.row(row(arm.arm().name(), trial)));
    }
    return table.written();
  }

  private static List<String> row(String arm, Trial trial) {
    var cpu = trial.cpuSeconds();
    var peak = trial.peakBytes();
    return List.of(
        arm,
        Integer.toString(trial.round()),
        Words.duration(trial.startedAt()),
        Words.duration(trial.seconds()),
        cpu.isPresent() ? Words.duration(cpu.getAsDouble()) : Table.NOTHING,
        peak.isPresent() ? Quantities.bytes(peak.getAsLong()) : Table.NOTHING,
        ending(trial.ending()));
  }

  private static String ending(Trial.Ending ending) {
    return switch (ending) {
      case Completed(String checksum, _, _) ->
          "completed, SHA-256 "
              + checksum.substring(0, Math.min(CHECKSUM_SHOWN, checksum.length()))
              + "…";
      case Failed(int exitCode, String sentence) ->
          "failed with exit code " + exitCode + ": " + sentence;
      case Cut(String reason) -> "cut short: " + reason;
    };
  }
}
