package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Costs.Cost;
import dev.thresher.compare.Trial;
import dev.thresher.data.JsonReader;
import dev.thresher.model.BackendKind;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine takes for tasks that do nothing; measured once, and kept until machine, version
 * or JDK are others.
 */
public final class MachineCosts {
  private static final int TASKS = 20_000;
  private static final String NOTHING =
      "name = nothing\ntask { kind = sleep, millis = 0, tasks = " + TASKS + " }\n";

  private final Path directory;
  private final String key;

  /**
   * @param directory where they are kept; need not exist
   * @param key of machine, version and JDK
   */
  public MachineCosts(Path directory, String key) {
    this.directory = directory;
    this.key = key;
  }

  /** Those of an earlier comparison; what cannot be read is measured anew. */
  public Optional<Costs> remembered() {
    try {
      var fields = JsonReader.object(Files.readAllBytes(file()));
      return fields.text("key").equals(key)
          ? Optional.of(
              new Costs(
                  fields.get("backends").asSequence().stream()
                      .map(cost -> cost(cost.asFields()))
                      .toList(),
                  true))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /**
   * Runs one trial on threads and one on processes; empty if one of them does not complete in time.
   *
   * @param runner which runs nothing else afterwards
   * @param limitSeconds for each
   */
  public Optional<Costs> measure(TrialRunner runner, int workers, double limitSeconds)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    var workload = Files.writeString(directory.resolve("nothing.conf"), NOTHING);
    var costs = new ArrayList<Cost>();
    runner.arguments(List.of(workload.toString()), TASKS);
    for (var backend : List.of(BackendKind.THREADS, BackendKind.PROCESSES)) {
      if (!runner.interrupted()) {
        var trial = runner.run(new Arm(backend, workers), 0, 0, limitSeconds).trial();
        cost(backend, workers, trial).ifPresent(costs::add);
      }
    }
    if (costs.size() < 2) {
      return Optional.empty();
    }
    keep(costs);
    return Optional.of(new Costs(costs, false));
  }

  private static Optional<Cost> cost(BackendKind backend, int workers, Trial trial) {
    return trial
        .inside()
        .map(inside ->
            new Cost(
                backend,
                workers,
                inside.phases().startUp(),
                inside.betweenTasksSeconds().orElse(0) / inside.tasks()));
  }

  private void keep(List<Cost> costs) throws IOException {
    var backends = new Sequence(costs.stream().map(MachineCosts::fields).toList());
    var fields = Fields.of("key", Value.of(key)).with("backends", backends);
    Files.writeString(file(), JsonText.indented(fields) + "\n");
  }

  private static Value fields(Cost cost) {
    return Fields.of("backend", Value.of(cost.backend().keyword()))
        .with("workers", Value.of(cost.workers()))
        .with("startUpSeconds", Value.of(cost.startUpSeconds()))
        .with("secondsPerTask", Value.of(cost.secondsPerTask()));
  }

  private static Cost cost(Fields fields) {
    return new Cost(
        BackendKind.of(fields.text("backend"))
            .orElseThrow(() -> new IllegalArgumentException("no such backend")),
        Math.toIntExact(fields.whole("workers")),
        fields.real("startUpSeconds"),
        fields.real("secondsPerTask"));
  }

  private Path file() {
    return directory.resolve("costs.json");
  }
}
