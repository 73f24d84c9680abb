package dev.thresher.journal;

/**
 * How far a log is.
 *
 * @param durable entries up to this one, counted from 1, survive any crash
 * @param detail why it is not flowing, for people; else empty
 */
public record LogNews(long durable, State state, String detail) {
  /** Whether more entries will follow. */
  public enum State {
    FLOWING,
    /** The disk is full: entries wait, and follow by themselves when there is space. */
    WAITING,
    /** Nothing follows any more: what the disk holds of later entries is not known. */
    FAILED
  }
}
