package dev.thresher.cli;

import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.rundir.KeptInput;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks whether a workload can be run several times. */
final class ComparisonInputs {
  private ComparisonInputs() {}

  /**
   * @throws Refusal if rows come from standard input, which can be read once
   */
  static void refuseStandardInput(Plan plan, StateDirectory state) {
    if (plan.stages().stream()
        .flatMap(ComparisonInputs::files)
        .anyMatch(file -> KeptInput.isKept(file, state))) {
      throw Refusal.of(
          List.of(
              Complaint.of(
                  "the rows come from standard input, which can be read once, and a comparison runs"
                      + " the workload many times; put them into a file")));
    }
  }

  private static Stream<Path> files(PlannedStage stage) {
    return stage.spec().inputs() instanceof Inputs.Product product
        ? product.dimensions().stream().flatMap(ComparisonInputs::files)
        : Stream.empty();
  }

  private static Stream<Path> files(Dimension dimension) {
    return switch (dimension) {
      case FileRecords records -> Stream.of(Path.of(records.path()));
      case FileSeries series -> series.parts().stream().map(records -> Path.of(records.path()));
      case Column _ -> Stream.empty();
    };
  }
}
