package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.List;
import java.util.Set;

/**
 * A computation that the engine brings along, usable from a workload file by its name.
 *
 * <p>Without {@code each}, a stage of this kind is cut by {@link #divide} and its results are
 * combined by {@link #reducer}; with {@code each}, every row is one task that does the whole work
 * of its arguments. Instances are stateless and called from many threads.
 *
 * <p>What {@link #run} returns is a <em>partial result</em>, in whatever form combines best; only
 * {@link Reducer#finish} makes of it the <em>finished result</em> that users see. Partial results
 * are combined first and finished once, or, with {@code each} and no reduction, finished row by
 * row. The work of all pieces, combined and finished, equals the whole work, finished.
 */
public interface TaskKind {
  /** What workload files call it: lower case words joined by {@code -}. */
  String name();

  /** Raised whenever the same arguments may give another answer than before. */
  int version();

  /** One line for {@code thresher kinds}. */
  String summary();

  /** Where the algorithm and its published answers come from. */
  String source();

  List<Parameter> parameters();

  /**
   * Names of the fields of a finished result, in the order of output columns; empty if they are not
   * known before there is one.
   */
  List<String> resultFields();

  /** Those of {@link #resultFields} that never hold a number, as far as that is known. */
  default Set<String> fieldsWithoutNumbers() {
    return Set.of();
  }

  default Semantics semantics() {
    return Semantics.AT_LEAST_ONCE;
  }

  /**
   * Cuts the work. Deterministic: coordinator and workers call it and must agree.
   *
   * @param constants every parameter, defaults filled in, checked against {@link #parameters}
   * @throws IllegalArgumentException if the arguments are fine one by one but not together; the
   *     message goes to the user
   */
  Division divide(Fields constants);

  /**
   * Does the work of one piece, or all of it if the arguments name no piece.
   *
   * @param arguments every parameter, defaults filled in, and the piece's own fields
   * @return a partial result, to be combined and finished by {@link #reducer}
   * @throws InterruptedException if the attempt was cancelled
   * @throws Exception whatever went wrong; it becomes the task's failure
   */
  Value run(Fields arguments, TaskContext context) throws Exception;

  Reducer reducer();
}
