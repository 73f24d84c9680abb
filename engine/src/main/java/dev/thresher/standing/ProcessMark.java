package dev.thresher.standing;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of this host, not to be taken for a later one that was given its number.
 *
 * @param started as the operating system says
 */
public record ProcessMark(long pid, Instant started) {
  /** Clocks are set, and the system counts in ticks. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public static ProcessMark of(ProcessHandle process) {
    return new ProcessMark(process.pid(), process.info().startInstant().orElseGet(Instant::now));
  }

  public static ProcessMark ofThisProcess() {
    return of(ProcessHandle.current());
  }

  /** Empty if it has ended. */
  public Optional<ProcessHandle> living() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(since -> Duration.between(since, started).abs().compareTo(TOLERANCE) < 0)
                .orElse(false));
  }

  Fields toFields() {
    return Fields.of("pid", Value.of(pid)).with("startedAt", Value.of(started.toString()));
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static ProcessMark from(Fields fields) {
    return new ProcessMark(fields.whole("pid"), Instant.parse(fields.text("startedAt")));
  }
}
