package dev.thresher.cli;

import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.runtime.OutputObstacles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where outputs of a workload go, and what stands in their way. */
final class OutputCheck {
  private OutputCheck() {}

  /** The same, with outputs below that directory. */
  static Ready below(Ready ready, Path outputs) {
    var directory = outputs.toAbsolutePath();
    if (directory.toString().contains("{")) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  "--outputs-below", "a brace opens a name in outputs; take another directory")));
    }
    return new Ready(
        ready.workload(),
        ready.plan().withOutputsBelow(directory),
        ready.backend(),
        ready.workers(),
        ready.settings());
  }

  /** Outputs that could not be written. */
  static List<Complaint> complaints(
      Ready ready, Path file, Surroundings surroundings, boolean overwrite) {
    return OutputObstacles.of(ready.plan(), surroundings.services().records(), overwrite).stream()
        .map(obstacle -> about(ready, file, obstacle))
        .toList();
  }

  private static Complaint about(Ready ready, Path file, OutputObstacles.Obstacle obstacle) {
    var message = "output " + obstacle.text();
    return ready
        .workload()
        .output(obstacle.stage())
        .map(output -> Complaint.at(output.origin(), message))
        .orElseGet(() -> inFile(file, message));
  }

  static Complaint inFile(Path file, String obstacle) {
    return new Complaint(
        Optional.of(file.toString()),
        OptionalInt.empty(),
        Optional.empty(),
        obstacle,
        Optional.empty());
  }
}
