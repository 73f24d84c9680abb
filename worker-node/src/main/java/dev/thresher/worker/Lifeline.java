package dev.thresher.worker;

import dev.thresher.codec.BootstrapCodec;
import dev.thresher.codec.Farewell;
import dev.thresher.codec.Rendezvous;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Reads standard input on a thread of its own from the moment the worker knows who it is, so that
 * the end of the stream ends the process in any state: while its actor system is still being made,
 * after that failed, or while it serves.
 */
final class Lifeline {
  private final InputStream in;
  private final boolean joins;
  private final CompletableFuture<Rendezvous> rendezvous = new CompletableFuture<>();
  private final Consumer<Farewell> onFarewell;
  private final Runnable onOrphaned;

  private Lifeline(
      InputStream in, boolean joins, Consumer<Farewell> onFarewell, Runnable onOrphaned) {
    this.in = in;
    this.joins = joins;
    this.onFarewell = onFarewell;
    this.onOrphaned = onOrphaned;
  }

  /**
   * @param in what is left of standard input after the bootstrap
   * @param joins whether a rendezvous comes first
   * @param onFarewell called on the lifeline's thread when the coordinator lets go in good order
   * @param onOrphaned called on it when the coordinator is gone
   */
  static Lifeline watch(
      InputStream in, boolean joins, Consumer<Farewell> onFarewell, Runnable onOrphaned) {
    var lifeline = new Lifeline(in, joins, onFarewell, onOrphaned);
    Thread.ofPlatform().name("lifeline").daemon().start(lifeline::read);
    return lifeline;
  }

  /** Whom to join; completes when the coordinator's port is known, or never. */
  CompletableFuture<Rendezvous> rendezvous() {
    return rendezvous;
  }

  private void read() {
    try {
      if (joins) {
        rendezvous.complete(BootstrapCodec.readRendezvous(in));
      }
      onFarewell.accept(BootstrapCodec.readFarewell(in));
    } catch (IOException coordinatorIsGone) {
      onOrphaned.run();
    }
  }
}
