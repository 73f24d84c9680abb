package dev.thresher.protocol;

/**
 * When a slot reports results of a batch that is not through. A message between processes costs
 * them more than a short task does, so reports are rare while a slot is busy, and come soon where
 * somebody is known to wait. Time is nanoseconds of any monotonic clock; not safe for several
 * threads.
 */
public final class ReportPace {
  /** From one report to the next one while nobody is known to wait. */
  public static final long INTERVAL_NANOS = 50_000_000;

  /** From one report to the next one when somebody waits; results need not be looked at sooner. */
  public static final long SOON_NANOS = 5_000_000;

  private long reportedNanos;
  private boolean awaited;

  public ReportPace(long nowNanos) {
    reportedNanos = nowNanos;
  }

  /** Somebody waits for a result: the next report comes soon. */
  public void hurry() {
    awaited = true;
  }

  /** Whether results, if there are any, are to be reported now. */
  public boolean isDue(long nowNanos) {
    return nowNanos - reportedNanos >= (awaited ? SOON_NANOS : INTERVAL_NANOS);
  }

  public void reported(long nowNanos) {
    reportedNanos = nowNanos;
    awaited = false;
  }
}
