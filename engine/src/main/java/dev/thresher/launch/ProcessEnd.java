package dev.thresher.launch;

import java.time.Duration;
import java.util.List;

/**
 * How a process ended.
 *
 * @param uptime from its start
 * @param lastLines of what it printed, oldest first
 */
public record ProcessEnd(long pid, Duration uptime, How how, List<String> lastLines) {
  public ProcessEnd {
    lastLines = List.copyOf(lastLines);
  }

  public sealed interface How {}

  public record Code(int code) implements How {}

  /**
   * Ended by a signal, or with the exit code that shells and JVMs use to say so: from outside the
   * two cannot be told apart.
   */
  public record Signal(int number) implements How {}

  private static final int SIGNAL_BASE = 128;
  private static final int HIGHEST_SIGNAL = 64;

  /** What the exit value of a {@code Process} says. */
  public static How how(int exitValue) {
    int number = exitValue - SIGNAL_BASE;
    return number > 0 && number <= HIGHEST_SIGNAL ? new Signal(number) : new Code(exitValue);
  }
}
