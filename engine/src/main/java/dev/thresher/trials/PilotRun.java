package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Sampling.Pilot;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The first trial, which tells how long a run takes. */
public final class PilotRun {
  private final TrialRunner runner;

  public PilotRun(TrialRunner runner) {
    this.runner = runner;
  }

  /**
   * @param trial as it ended
   * @param pilot what it tells of a whole run; empty if it failed or got nowhere
   */
  public record Told(Trial trial, Optional<Pilot> pilot) {}

  /**
   * @param limitSeconds after which it is ended: its tasks so far tell how long the rest takes
   * @param tasks of the workload, as far as they are known
   */
  public Told run(Arm arm, double limitSeconds, long tasks)
      throws IOException, InterruptedException {
    var trial = runner.run(arm, 0, 0, limitSeconds).trial();
    return switch (trial.ending()) {
      case Ending.Completed _ ->
          new Told(
              trial,
              trial
                  .inside()
                  .map(inside ->
                      new Pilot(trial.seconds(), inside.phases().startUp(), inside.tasks())));
      case Ending.Failed _ -> new Told(trial, Optional.empty());
      case Ending.Cut _ -> new Told(trial, soFar(trial, tasks));
    };
  }

  // Start-up is in what its tasks took: an estimate from above.
  private Optional<Pilot> soFar(Trial trial, long tasks) throws IOException {
    var status = runner.runDirectory().resolve("status.json");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    long done =
        JsonReader.object(Files.readAllBytes(status)).get("tasks").asFields().whole("completed");
    return done == 0 || tasks <= 0
        ? Optional.empty()
        : Optional.of(Pilot.extrapolated(0, trial.seconds(), done, Math.max(tasks, done)));
  }
}
