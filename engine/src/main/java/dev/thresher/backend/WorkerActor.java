package dev.thresher.backend;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerTick;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A worker as an actor. */
public final class WorkerActor extends AbstractBehavior<ToWorker> {
  private final WorkerShell worker;

  public static Behavior<ToWorker> create(
      WorkerShell.Parts parts, Peer<ToCoordinator> coordinator) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new WorkerTick(), Duration.ZERO, parts.beat());
          return new WorkerActor(context, parts, coordinator);
        }));
  }

  private WorkerActor(
      ActorContext<ToWorker> context, WorkerShell.Parts parts, Peer<ToCoordinator> coordinator) {
    super(context);
    this.worker = new WorkerShell(parts, coordinator, new Peer.Actor<>(context.getSelf()));
  }

  @Override
  public Receive<ToWorker> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(message -> worker.on(message) ? this : Behaviors.stopped())
        .onSignal(PostStop.class, _ -> onStopped())
        .build();
  }

  private Behavior<ToWorker> onStopped() {
    worker.close();
    return this;
  }
}
