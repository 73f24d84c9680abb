package dev.thresher.backend;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * The other end of what coordinator and worker tell each other, whatever carries it: an actor, here
 * or on another node, or a channel. Telling neither waits nor fails; what cannot be delivered is
 * lost, which both ends reckon with.
 */
@FunctionalInterface
public interface Peer<M> {
  void tell(M message);

  /** An actor of this system or of another node; the only peer that Pekko can carry elsewhere. */
  record Actor<M>(ActorRef<M> ref) implements Peer<M> {
    @Override
    public void tell(M message) {
      ref.tell(message);
    }
  }
}
