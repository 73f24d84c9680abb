package dev.thresher.share;

import dev.thresher.model.RunId;

/**
 * One life of a run.
 *
 * @param epoch of its coordinator: another driver that goes on with the run has a higher one
 */
public record RunKey(RunId run, long epoch) {
  @Override
  public String toString() {
    return epoch == 1 ? run.value() : run.value() + " (life " + epoch + ")";
  }
}
