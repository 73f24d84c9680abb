package dev.thresher.backend.direct;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BatchTrace;
import dev.thresher.backend.Peer;
import dev.thresher.codec.DirectPass;
import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.UnencodableException;
import dev.thresher.codec.WireCounters;
import dev.thresher.codec.WireLimits;
import dev.thresher.model.Incarnation;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An incarnation that may open a channel, and the channel when it has. Safe for several threads.
 */
final class Guest implements Peer<ToWorker> {
  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);

  private final Incarnation worker;
  private final DirectPass pass;
  private final WireCounters counters;
  private final AtomicBoolean used = new AtomicBoolean();
  private final CompletableFuture<Boolean> admitted = new CompletableFuture<>();
  private volatile boolean left;
  private volatile @Nullable DirectChannel channel;

  Guest(Incarnation worker, DirectPass pass, WireCounters counters) {
    this.worker = worker;
    this.pass = pass;
    this.counters = counters;
  }

  Incarnation worker() {
    return worker;
  }

  DirectPass pass() {
    return pass;
  }

  /** True once: a pass that has been used opens nothing any more. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  void admit() {
    admitted.complete(true);
  }

  /** It has ended, or the run has. */
  void leave() {
    left = true; // before the look at the channel, which may be there a moment later
    admitted.complete(false);
    var open = channel;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Hands on what comes by the channel from when it is admitted until the channel ends, and so
   * never returns. Also throws what {@link DirectChannel#serve} throws.
   */
  void converse(DirectChannel with, Consumer<byte[]> heard) throws IOException {
    channel = with;
    if (!admitted.join() || left) {
      throw new IOException(worker + " has ended already");
    }
    with.serve(
        WireLimits.ENVELOPE_BYTES,
        frame -> {
          heard.accept(frame);
          counters.received(frame.length);
        });
  }

  /**
   * What it says.
   *
   * @throws MalformedFrameException if that is no sound message, or not its own
   */
  FromWorker read(byte[] frame) {
    long began = TaskTrace.now();
    var letter = EnvelopeCodec.decodeLetter(frame);
    BatchTrace.since(Note.Kind.UNPACKED, letter.reply(), began);
    if (!letter.from().equals(worker)) {
      throw new MalformedFrameException(worker + " speaks for " + letter.from());
    }
    return new FromWorker(worker, letter.reply(), this);
  }

  @Override
  public void tell(ToWorker message) {
    switch (message) {
      case FromCoordinator(var request) -> {
        try {
          long began = TaskTrace.now();
          var frame = EnvelopeCodec.encode(request);
          BatchTrace.since(Note.Kind.ENCODED, request, began);
          send(frame);
        } catch (UnencodableException tooLarge) {
          LOG.error("a request to {} cannot be sent: {}", worker, tooLarge.getMessage());
        }
      }
      default -> throw new IllegalArgumentException("no envelope: " + message.getClass());
    }
  }

  /** Lost if it has no channel. */
  void send(byte[] frame) {
    var open = channel;
    if (open != null) {
      counters.sent(frame.length);
      open.send(frame);
    }
  }
}
