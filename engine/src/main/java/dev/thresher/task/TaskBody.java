package dev.thresher.task;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import java.util.List;
import java.util.Optional;

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

  /**
   * A static method of the user's.
   *
   * @param type binary name of its class, such as {@code com.x.Walk$Steps}
   * @param method its name; the class has no other static method of that name
   * @param seed of the random streams that tasks are given, see {@code seed} in workload files
   */
  record JavaMethod(CodeBundle code, String type, String method, long seed) implements TaskBody {}

  /**
   * A function of the user's, in a module that Python imports.
   *
   * @param directory absolute; looked into before PYTHONPATH; may be an archive of that directory
   * @param module such as {@code simulation.walk}
   * @param sha256 of the module's file when the plan was made; with another content it is refused
   */
  record PythonFunction(
      String directory,
      String module,
      String function,
      List<PythonParameter> parameters,
      Bytes sha256)
      implements TaskBody {
    public PythonFunction {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Objects of the caller's that are called, each task with an argument of its own: see {@link
   * Inputs.Given}.
   *
   * @param code where their classes are found; of no interest where they are references
   * @param function what is called with each task's argument; without one the argument itself is
   *     what is called
   */
  record Closure(ClassPath code, Optional<Payload> function) implements TaskBody {}

  /**
   * @param isOptional whether the function has a value of its own if none is given
   */
  record PythonParameter(String name, boolean isOptional) {}
}
