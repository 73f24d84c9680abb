package dev.thresher.api;

/** When {@link Futures#wait} returns. */
public enum ReturnWhen {
  /** One has ended, in whatever way. */
  FIRST_COMPLETED,
  /** One has failed, or all have ended. A cancellation is no failure. */
  FIRST_EXCEPTION,
  ALL_COMPLETED
}
