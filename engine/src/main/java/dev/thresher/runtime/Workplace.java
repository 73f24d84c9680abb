package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** Where the workers of one run live, and what must be set up and put away around them. */
public interface Workplace extends AutoCloseable {
  /** How task bytes travel, in words for the summary. */
  String transport();

  /** What a user should know at the start of how this place was divided; one line. */
  Optional<String> notice();

  /** What there is to say while the run lasts goes there, in sentences, from any thread. */
  default void tell(Consumer<String> toUser) {}

  /** Places that the fleet fills. */
  int workers();

  /** Those that it fills unasked. */
  default int atFirst() {
    return workers();
  }

  /** Tasks that all workers together run at once. */
  int slots();

  ActorSystem<ToCoordinator> system(Behavior<ToCoordinator> coordinator);

  Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet();

  /** Task envelopes so far, as encoded: sent, received. */
  Traffic traffic();

  record Traffic(long bytesSent, long bytesReceived) {
    static final Traffic NONE = new Traffic(0, 0);
  }

  @Override
  void close();
}
