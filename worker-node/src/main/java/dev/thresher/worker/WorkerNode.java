package dev.thresher.worker;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.Peer;
import dev.thresher.backend.WorkerActor;
import dev.thresher.backend.WorkerShell;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.codec.Rendezvous;
import dev.thresher.protocol.Request;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The top of the actors of a worker process that joins its coordinator's cluster. Has one child,
 * the worker, as soon as it knows whom to join; when that ends, the process ends.
 */
final class WorkerNode {
  sealed interface Command {}

  /** Join the coordinator's cluster and register with it; neither waits for the other. */
  record Join(Rendezvous rendezvous) implements Command {}

  /** Finish what runs, start nothing more, end when the coordinator lets go. */
  record Drain() implements Command {}

  private WorkerNode() {}

  /** Waits until it knows whom to join. */
  static Behavior<Command> waiting(WorkerShell.Parts parts) {
    return Behaviors.receive((context, command) ->
        switch (command) {
          case Join(Rendezvous rendezvous) -> {
            var system = context.getSystem();
            ActorRef<ToCoordinator> coordinator =
                ActorRefResolver.get(system).resolveActorRef(rendezvous.coordinatorRef());
            var worker = spawn(context, parts, coordinator::tell);
            EngineSystem.join(system, rendezvous.seed());
            yield serving(worker, Exits.DONE);
          }
          case Drain() -> exiting(Exits.TERMINATED);
        });
  }

  private static ActorRef<ToWorker> spawn(
      ActorContext<Command> context, WorkerShell.Parts parts, Peer<ToCoordinator> coordinator) {
    var worker = context.spawn(WorkerActor.create(parts, coordinator), "worker");
    context.watch(worker);
    return worker;
  }

  private static Behavior<Command> serving(ActorRef<ToWorker> worker, int exitCode) {
    return Behaviors.receive(Command.class)
        .onMessage(
            Drain.class,
            _ -> {
              worker.tell(new FromCoordinator(new Request.Drain()));
              return serving(worker, Exits.TERMINATED);
            })
        .onMessage(Join.class, _ -> Behaviors.unhandled())
        .onSignal(ChildFailed.class, _ -> exiting(Exits.INTERNAL_ERROR))
        .onSignal(Terminated.class, _ -> exiting(exitCode))
        .build();
  }

  // The system itself stays: the process ends around it.
  private static Behavior<Command> exiting(int code) {
    Exits.with(code);
    return Behaviors.ignore();
  }
}
