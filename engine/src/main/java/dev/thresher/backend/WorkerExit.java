package dev.thresher.backend;

import java.time.Duration;
import java.util.List;

/**
 * How one life of a worker ended, as far as can be seen from outside. Who is to blame is for the
 * coordinator to judge.
 *
 * @param pid of its process; 0 if none could be started
 * @param uptime from its start to its end
 * @param lastLines of what it printed, oldest first, at most 20
 */
public record WorkerExit(long pid, Duration uptime, Cause cause, List<String> lastLines) {
  public WorkerExit {
    lastLines = List.copyOf(lastLines);
  }

  /** The first thing that is known of the end. */
  public sealed interface Cause {}

  /** It ended by itself, with this exit code. */
  public record Exited(int code) implements Cause {}

  /** A signal that the fleet did not send ended it. */
  public record Signalled(int signal) implements Cause {}

  /** It ended, or was given up, before its registration was heard. */
  public record NeverRegistered(String detail) implements Cause {}

  /** The fleet ended it, asked by {@code Kill} or {@code StopAll}. */
  public record KilledByUs(String reason) implements Cause {}

  /**
   * Its host, or the agent there, is gone or out of reach. Nobody can tell how it fared; it may
   * live on for a while.
   */
  public record HostLost(String host) implements Cause {}

  /** In words for people, with exit code or signal. */
  public String describe() {
    return switch (cause) {
      case Exited(int code) -> "exit code " + code;
      case Signalled(int signal) -> "killed by signal " + signal + name(signal);
      case NeverRegistered(String detail) -> "never registered: " + detail;
      case KilledByUs(String reason) -> "ended by the engine: " + reason;
      case HostLost(String host) -> "the host was lost: " + host;
    };
  }

  /** Of those that end a JVM; numbers as on Linux and macOS alike. */
  private static String name(int signal) {
    return switch (signal) {
      case 4 -> " (SIGILL)";
      case 6 -> " (SIGABRT)";
      case 8 -> " (SIGFPE)";
      case 9 -> " (SIGKILL)";
      case 11 -> " (SIGSEGV)";
      case 15 -> " (SIGTERM)";
      default -> "";
    };
  }
}
