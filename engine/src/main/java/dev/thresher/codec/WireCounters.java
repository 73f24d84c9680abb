package dev.thresher.codec;

import java.util.concurrent.atomic.LongAdder;

/** What one process has sent and received in envelopes. Safe for several threads. */
public final class WireCounters {
  private final LongAdder envelopesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder envelopesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * A reading.
   *
   * @param bytesSent of envelopes as encoded, without the transport's and TLS's own
   * @param refused frames that were no sound message
   */
  public record Reading(
      long envelopesSent,
      long bytesSent,
      long envelopesReceived,
      long bytesReceived,
      long refused) {}

  public void sent(int bytes) {
    envelopesSent.increment();
    bytesSent.add(bytes);
  }

  public void received(int bytes) {
    envelopesReceived.increment();
    bytesReceived.add(bytes);
  }

  public void refused() {
    refused.increment();
  }

  public Reading read() {
    return new Reading(
        envelopesSent.sum(),
        bytesSent.sum(),
        envelopesReceived.sum(),
        bytesReceived.sum(),
        refused.sum());
  }
}
