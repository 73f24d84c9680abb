package dev.thresher.runtime;

import dev.thresher.execute.bodies.JavaCombiner;
import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.Optional;

/**
 * The user's own combiner, called on the calling thread.
 *
 * @param stage for messages
 * @param column whose values are combined; empty for records of the row's columns
 */
record MethodFold(String stage, String column, JavaCombiner combiner) implements RowFold<Object> {
  private static final int SHOWN_CHARS = 200;

  @Override
  public Object of(Fields row) {
    try {
      return column.isEmpty() ? combiner.read(row) : combiner.read(row.get(column));
    } catch (RuntimeException unfit) {
      throw new UnfitResultException(
          "stage %s: %s cannot take the row %s: %s"
              .formatted(stage, combiner.shown(), shown(row), unfit.getMessage()));
    }
  }

  private static String shown(Value row) {
    var text = JsonText.of(row);
    return PrintableText.escape(
        text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text);
  }

  @Override
  public Object combine(Object left, Object right) {
    try {
      return combiner.combine(left, right);
    } catch (Exception | StackOverflowError | LinkageError | AssertionError thrown) {
      throw failed(thrown);
    }
  }

  @Override
  public Fields finish(Object all) {
    try {
      return combiner.write(all);
    } catch (RuntimeException unfit) {
      throw failed(unfit);
    }
  }

  @Override
  public Optional<Fields> finishNothing() {
    return Optional.empty();
  }

  private UnfitResultException failed(Throwable thrown) {
    var frames = thrown.getStackTrace();
    var at = frames.length == 0 ? "" : " at " + frames[0];
    return new UnfitResultException(
        "stage %s: %s failed: %s%s"
            .formatted(stage, combiner.shown(), PrintableText.escape(thrown.toString()), at));
  }
}
