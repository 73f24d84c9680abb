package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.List;
import java.util.Set;

/**
 * What code of the user's takes and gives, without the code: enough to read and plan a workload
 * with, but not to run it.
 */
public record CodeShape(
    String name,
    List<Parameter> parameters,
    List<String> resultFields,
    Set<String> fieldsWithoutNumbers)
    implements TaskKind {
  public CodeShape {
    parameters = List.copyOf(parameters);
    resultFields = List.copyOf(resultFields);
    fieldsWithoutNumbers = Set.copyOf(fieldsWithoutNumbers);
  }

  /** What is known by the name alone. */
  static CodeShape of(String name) {
    return new CodeShape(name, List.of(), List.of(), Set.of());
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "code of the workload's own";
  }

  @Override
  public String source() {
    return "the workload";
  }

  @Override
  public Division divide(Fields constants) {
    throw new IllegalArgumentException(name + " cannot divide its own work");
  }

  @Override
  public Value run(Fields arguments, TaskContext context) {
    throw new IllegalStateException(name + " is only described here");
  }

  @Override
  public Reducer reducer() {
    throw new IllegalStateException("results of " + name + " cannot be merged");
  }
}
