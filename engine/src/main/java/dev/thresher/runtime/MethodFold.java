package dev.thresher.runtime;

import dev.thresher.execute.bodies.JavaCombiner;
import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The user's own combiner, called on the calling thread.
 *
 * @param stage for messages
 * @param column whose values are combined; empty for records of the row's columns
 * @param callNanos how long one call may last; 0 for no limit
 * @param calls is told of each
 */
record MethodFold(
    String stage, String column, JavaCombiner combiner, long callNanos, CombinerCalls calls)
    implements RowFold<Object> {
  private static final int SHOWN_CHARS = 200;

  @Override
  public Object of(Fields row) {
    try {
      // Records may have constructors of their own.
      return called(() -> combiner.read(column.isEmpty() ? row : row.get(column)));
    } catch (Exception | Error unfit) {
      throw new UnfitResultException(
          "%s cannot take the row %s: %s".formatted(shown(), shown(row), unfit.getMessage()));
    }
  }

  private String shown() {
    return "stage %s: %s".formatted(stage, combiner.shown());
  }

  private static String shown(Value row) {
    var text = JsonText.of(row);
    return PrintableText.escape(
        text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text);
  }

  @Override
  public Object combine(Object left, Object right) {
    try {
      return called(() -> combiner.combine(left, right));
    } catch (Exception | Error thrown) {
      throw failed(thrown);
    }
  }

  @Override
  public Fields finish(Object all) {
    try {
      return called(() -> combiner.write(all));
    } catch (Exception | Error unfit) {
      throw failed(unfit);
    }
  }

  @Override
  public Optional<Fields> finishNothing() {
    return Optional.empty();
  }

  private <T> T called(Callable<T> method) throws Exception {
    return calls.call(this::shown, callNanos, method);
  }

  private UnfitResultException failed(Throwable thrown) {
    var frames = thrown.getStackTrace();
    var at = frames.length == 0 ? "" : " at " + frames[0];
    return new UnfitResultException(
        "%s failed: %s%s".formatted(shown(), PrintableText.escape(thrown.toString()), at));
  }
}
