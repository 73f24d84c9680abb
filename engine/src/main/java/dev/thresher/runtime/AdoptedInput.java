package dev.thresher.runtime;

import dev.thresher.data.FileStamps;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.rundir.KeptInput;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** Gives a run the standard input that was kept while its plan was made. */
final class AdoptedInput {
  private final StateDirectory state;
  private final RunDirectory directory;

  AdoptedInput(StateDirectory state, RunDirectory directory) {
    this.state = state;
    this.directory = directory;
  }

  /** The plan with the file in its new place. */
  Plan of(Plan plan) throws IOException {
    var stages = new ArrayList<PlannedStage>();
    for (var stage : plan.stages()) {
      stages.add(
          stage.spec().inputs() instanceof Inputs.Product product
              ? stage.over(of(product), stage.size())
              : stage);
    }
    return plan.with(stages);
  }

  private Inputs of(Inputs.Product product) throws IOException {
    var dimensions = new ArrayList<Dimension>();
    for (var dimension : product.dimensions()) {
      dimensions.add(
          switch (dimension) {
            case FileRecords records -> of(records);
            case FileSeries(var parts, var pathColumn) -> {
              var own = new ArrayList<FileRecords>();
              for (var part : parts) {
                own.add(of(part));
              }
              yield new FileSeries(own, pathColumn);
            }
            case Column column -> column;
          });
    }
    return new Inputs.Product(dimensions, product.selection());
  }

  private FileRecords of(FileRecords records) throws IOException {
    var file = Path.of(records.path());
    if (!KeptInput.isKept(file, state)) {
      return records;
    }
    var adopted = KeptInput.adopt(file, directory);
    return records.movedTo(adopted.toString(), FileStamps.of(adopted));
  }
}
