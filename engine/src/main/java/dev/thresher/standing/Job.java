package dev.thresher.standing;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.RunDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A detached run, as its directory tells.
 *
 * @param process that leads its session; missing if it was never started
 * @param exitCode of {@code thresher run}, once that has ended
 */
public record Job(
    JobId id,
    JobOrder order,
    Instant submitted,
    Optional<ProcessMark> process,
    OptionalInt exitCode,
    State state,
    Path directory) {
  /** What has become of it. */
  public enum State {
    RUNNING,
    ENDED,
    /** Its processes are gone and nobody has written down how they ended: the host was reset. */
    DIED
  }

  Path log() {
    return directory.resolve("log");
  }

  Path runDirectory() {
    return runDirectoryIn(directory);
  }

  static Path runDirectoryIn(Path job) {
    return job.resolve("run");
  }

  /** Whether it runs, or somebody goes on with its run by {@code --resume}. */
  boolean isInUse() {
    return state == State.RUNNING || RunDirectory.isInUse(runDirectory());
  }

  /** In lower case. */
  public String stateWord() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  public Fields toFields() {
    return Fields.of("job", Value.of(id.toString()))
        .with("state", Value.of(stateWord()))
        .with(
            "exitCode", exitCode.isPresent() ? Value.of(exitCode.getAsInt()) : Value.Absent.ABSENT)
        .with("submittedAt", Value.of(submitted.toString()))
        .with("pid", process.map(mark -> Value.of(mark.pid())).orElse(Value.Absent.ABSENT))
        .with("runDirectory", Value.of(runDirectory().toString()))
        .with("order", order.toFields());
  }
}
