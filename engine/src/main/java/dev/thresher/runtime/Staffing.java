package dev.thresher.runtime;

import java.util.Optional;

/** The workers that a run would have on this machine. */
public sealed interface Staffing {
  /**
   * @param slots tasks at once in each worker; {@link Integer#MAX_VALUE} if there is no limit
   * @param arithmetic how the size of a worker came about, in one line for the user; empty where
   *     workers have no size of their own
   */
  record Granted(int workers, int slots, Optional<String> arithmetic) implements Staffing {}

  /**
   * @param reason why this machine or this release cannot do it, for the user
   */
  record Refused(String reason) implements Staffing {}
}
