package dev.thresher.rundir;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as its directory shows it.
 *
 * @param directory of the run; its name is the run's id unless the user chose it
 * @param status {@code status.json}, which every run has from its start
 * @param report {@code report.json}; empty for a run that has not ended, or died
 */
public record StoredRun(
    String id, Path directory, State state, Fields status, Optional<Fields> report) {

  public enum State {
    RUNNING,
    ENDED,
    /** Its coordinator is gone and has left no report. */
    DIED
  }

  /** Whether a directory has been made by a run. */
  public static boolean isRun(Path directory) {
    return Files.isRegularFile(RunDirectory.statusIn(directory), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * @throws IOException if there is no such run or its files are damaged
   */
  public static StoredRun read(Path directory) throws IOException {
    boolean alive = RunLock.isHeld(directory);
    var status = JsonFile.read(RunDirectory.statusIn(directory));
    var report = RunDirectory.reportIn(directory);
    var end = Files.exists(report) ? Optional.of(JsonFile.read(report)) : Optional.<Fields>empty();
    var state = end.isPresent() ? State.ENDED : alive ? State.RUNNING : State.DIED;
    var id = status.find("run").map(run -> run.asText()).orElse(directory.getFileName() + "");
    return new StoredRun(id, directory, state, status, end);
  }

  /** What the user calls that which was run; empty if it does not say. */
  public String workload() {
    return status.find("workload").map(name -> name.asText()).orElse("");
  }

  /**
   * {@code plan.json}.
   *
   * @throws IOException if it is missing or damaged
   */
  public Fields plan() throws IOException {
    return JsonFile.read(RunDirectory.planIn(directory));
  }

  /** Process id of its last coordinator; 0 if it is not known. */
  public long coordinator() {
    return status.find("coordinator").map(Value::asWhole).orElse(0L);
  }

  /** Whether it has written down what it did, so that it can be resumed. */
  public boolean hasLedger() {
    return Files.isRegularFile(RunDirectory.ledgerIn(directory), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a process holds it; a run that has just written its report may still do. */
  public boolean isInUse() {
    return RunLock.isHeld(directory);
  }

  /** When it began; when its directory was made, if it died before. */
  public Instant startedAt() {
    try {
      var recorded = status.find("startedAt");
      return recorded.isPresent()
          ? Instant.parse(recorded.get().asText())
          : Files.getLastModifiedTime(directory).toInstant();
    } catch (DateTimeException | IllegalArgumentException | IOException unknown) {
      return Instant.EPOCH;
    }
  }
}
