package dev.thresher.kinds;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;

/** A kind that comes as a service; it returns the number of tasks that ran. */
public class Added implements TaskKind {
  private static final Sums RAN = new Sums("ran");

  @Override
  public String name() {
    return "added";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "counts";
  }

  @Override
  public String source() {
    return "none";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public List<String> resultFields() {
    return List.of(RAN.field());
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.whole();
  }

  @Override
  public Value run(Fields arguments, TaskContext context) {
    return RAN.of(1);
  }

  @Override
  public Reducer reducer() {
    return RAN;
  }
}
