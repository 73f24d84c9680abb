package dev.thresher.runtime;

import dev.thresher.model.Value.Fields;
import java.util.Optional;

/**
 * Makes one row of many. Methods throw {@link UnfitResultException} if a row is of no use.
 *
 * @param <P> what some of the rows have come to so far
 */
interface RowFold<P> {
  P of(Fields row);

  /** Left before right. */
  P combine(P left, P right);

  Fields finish(P all);

  /** Of no rows; empty if that is nothing. */
  Optional<Fields> finishNothing();
}
