package dev.thresher.report;

import java.util.Optional;

/** Decides when a plain line is due: at each tenth of the tasks, and when it was long quiet. */
public final class PlainPace {
  private static final long LONG_QUIET_NANOS = 10_000_000_000L;
  private static final long LEAST_PAUSE_NANOS = 1_000_000_000L;
  private long lastNanos;
  private long lastTenth;

  /** The line to print now; a new one at most once a second. */
  public Optional<String> next(ProgressState state, long nowNanos) {
    long pause = nowNanos - lastNanos;
    long tenth = (long) Math.floor(state.share() * 10);
    boolean due = pause >= LONG_QUIET_NANOS || (tenth > lastTenth && pause >= LEAST_PAUSE_NANOS);
    if (!due || state.workload().isEmpty()) {
      return Optional.empty();
    }
    lastNanos = nowNanos;
    lastTenth = tenth;
    return Optional.of(ProgressFrame.plainLine(state, nowNanos));
  }
}
