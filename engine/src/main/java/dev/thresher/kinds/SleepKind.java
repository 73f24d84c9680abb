package dev.thresher.kinds;

import static dev.thresher.kinds.Pieces.FROM;
import static dev.thresher.kinds.Pieces.UNTIL;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sleep}: tasks that take time and nothing else. */
final class SleepKind implements TaskKind {
  private static final String MILLIS = "millis";
  private static final String TASKS = "tasks";
  private static final Sums SLEPT = new Sums("slept");
  private static final long ONE_HOUR = 3_600_000;
  private static final long MOST_TASKS = 1_000_000_000;
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "waits (a stand-in for work that waits for something else)";
  }

  @Override
  public String source() {
    return "sleep (POSIX)";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required(
            MILLIS, new WholeBetween(0, ONE_HOUR), "milliseconds", "how long one task sleeps"),
        Parameter.optional(
            TASKS, new WholeBetween(1, MOST_TASKS), "tasks", "how many sleep", Value.of(1L)));
  }

  @Override
  public List<String> resultFields() {
    return List.of(SLEPT.field());
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.ofRange(constants.whole(TASKS), 1);
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    boolean isPiece = arguments.find(FROM).isPresent();
    long sleeps = isPiece ? arguments.whole(UNTIL) - arguments.whole(FROM) : arguments.whole(TASKS);
    long millis = Math.multiplyExact(arguments.whole(MILLIS), sleeps);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      context.stopIfCancelled();
      TimeUnit.NANOSECONDS.sleep(Math.min(left, NAP_NANOS));
    }
    return SLEPT.of(millis);
  }

  @Override
  public Reducer reducer() {
    return SLEPT;
  }
}
