package dev.thresher.task;

/** What a task of a stage executes. */
public sealed interface TaskBody {
  /**
   * A kind that the engine brings along.
   *
   * @param version of the kind's meaning: results of another version are not taken over on resume
   */
  record Builtin(String kind, int version) implements TaskBody {}

  /**
   * A static method of the user's.
   *
   * @param type binary name of its class, such as {@code com.x.Walk$Steps}
   * @param method its name; the class has no other static method of that name
   * @param seed of the random streams that tasks are given, see {@code seed} in workload files
   */
  record JavaMethod(CodeBundle code, String type, String method, long seed) implements TaskBody {}
}
