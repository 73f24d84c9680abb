package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a command takes and gives, as a kind would say it. It does not run anything: who can execute
 * commands puts its own {@link #run} around it.
 */
public record CommandShape(CommandLine line) implements TaskKind {
  /** Result fields. */
  public static final String EXIT = "exit";

  public static final String STDOUT = "stdout";
  public static final String OUTPUT = "output";

  /** In a partial result only: where the staged output lies. */
  public static final String STAGED = "staged";

  @Override
  public String name() {
    return "command";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "a program of the host";
  }

  @Override
  public String source() {
    return "";
  }

  @Override
  public List<Parameter> parameters() {
    return line.holes().stream()
        .map(Template::column)
        .filter(name -> !CommandLine.isOwnName(name))
        .distinct()
        .map(name ->
            Parameter.required(name, new Parameter.Type.AsWritten(), "", "used by the command"))
        .toList();
  }

  @Override
  public List<String> resultFields() {
    var fields = new ArrayList<>(List.of(EXIT));
    if (line.capture()) {
      fields.add(STDOUT);
    }
    if (line.output().isPresent()) {
      fields.add(OUTPUT);
    }
    return fields;
  }

  @Override
  public Set<String> fieldsWithoutNumbers() {
    return Set.of(STDOUT, OUTPUT);
  }

  /** Nobody knows what a program does, unless it only writes a file that is staged. */
  @Override
  public Semantics semantics() {
    return line.idempotent() || line.output().isPresent()
        ? Semantics.AT_LEAST_ONCE
        : Semantics.AT_MOST_ONCE;
  }

  @Override
  public Division divide(Fields constants) {
    throw new IllegalArgumentException("a command does not divide its work");
  }

  @Override
  public Value run(Fields arguments, TaskContext context) {
    throw new UnsupportedOperationException("a command that is only described");
  }

  @Override
  public Reducer reducer() {
    return new OneByOne();
  }

  /** Results of commands stay apart; the staged file's name is nobody's business. */
  private record OneByOne() implements Reducer {
    @Override
    public Value combine(Value left, Value right) {
      throw new IllegalArgumentException("results of commands cannot be merged");
    }

    @Override
    public Value finish(Value combined, Fields constants) {
      var fields = new LinkedHashMap<>(combined.asFields().entries());
      fields.remove(STAGED);
      return new Fields(fields);
    }
  }
}
