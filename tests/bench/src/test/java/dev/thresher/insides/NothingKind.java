package dev.thresher.insides;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Parameter;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;

/** A task that does nothing; its result is its index. The only kind where it is the registry. */
final class NothingKind implements KindRegistry, TaskKind {
  @Override
  public Value run(Fields arguments, TaskContext context) {
    return Value.of(context.task().index());
  }

  @Override
  public Optional<TaskKind> find(String name) {
    return Optional.of(this);
  }

  @Override
  public List<TaskKind> all() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "nothing";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "does nothing";
  }

  @Override
  public String source() {
    return "";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public List<String> resultFields() {
    return List.of();
  }

  @Override
  public Division divide(Fields constants) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reducer reducer() {
    throw new UnsupportedOperationException();
  }
}
