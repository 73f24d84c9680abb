package dev.thresher.schedule;

/**
 * Why an incarnation is gone, as far as blame goes.
 *
 * @param blame who did it
 * @param detail in words, with exit code or signal, for people
 */
public record Departure(Blame blame, String detail) {
  public enum Blame {
    /**
     * The worker's own doing: an exit called by a task, a signal raised by its code, memory
     * exhausted.
     */
    OWN_DOING,
    /** Killed or stopped from outside, drained, host lost: costs a task nothing. */
    OUTSIDE,
    /** Cannot be told; counts half. */
    UNKNOWN,
    /** It never registered. */
    NEVER_CAME
  }
}
