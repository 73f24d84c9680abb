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
    /** Ended by the engine, drained, host lost: costs a task nothing. */
    OUTSIDE,
    /**
     * By a signal that comes from outside as a rule, though a task may send it to its own worker,
     * or make the system do so, by taking all memory: counts half.
     */
    SIGNALLED,
    /** Cannot be told; counts half. */
    UNKNOWN,
    /** It never registered. */
    NEVER_CAME
  }
}
