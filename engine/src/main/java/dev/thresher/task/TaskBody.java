package dev.thresher.task;

/** What a task of a stage executes. */
public sealed interface TaskBody {
  /**
   * A kind that the engine brings along.
   *
   * @param version of the kind's meaning: results of another version are not taken over on resume
   */
  record Builtin(String kind, int version) implements TaskBody {}

  /** A program of the host, see {@link CommandLine}. */
  record Command(CommandLine line) implements TaskBody {}
}
