package dev.thresher.worker;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.Peer;
import dev.thresher.backend.WorkerActor;
import dev.thresher.backend.direct.DirectLine;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.codec.Rendezvous;
import dev.thresher.protocol.Request;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The top of a worker process's actors. Has one child, the worker, as soon as it knows by which way
 * to speak to the coordinator; when that ends, the process ends.
 */
final class WorkerNode {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
  private static final Duration LINE_GRACE = Duration.ofMillis(300);

  sealed interface Command {}

  /** Join the coordinator's cluster and register with it; neither waits for the other. */
  record Join(Rendezvous rendezvous) implements Command {}

  /** Finish what runs, start nothing more, end when the coordinator lets go. */
  record Drain() implements Command {}

  private WorkerNode() {}

  /** Waits until it knows whom to join. */
  static Behavior<Command> waiting(WorkerActor.Parts parts) {
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

  /** Serves a coordinator to which there is a channel. */
  static Behavior<Command> onLine(WorkerActor.Parts parts, DirectLine line) {
    return Behaviors.setup(context -> {
      var worker = spawn(context, parts, line.coordinator());
      line.serve(worker::tell, WorkerNode::onLineEnded);
      return serving(worker, Exits.DONE);
    });
  }

  private static ActorRef<ToWorker> spawn(
      ActorContext<Command> context, WorkerActor.Parts parts, Peer<ToCoordinator> coordinator) {
    var worker = context.spawn(WorkerActor.create(parts, coordinator), "worker");
    context.watch(worker);
    return worker;
  }

  // A coordinator that is gone has let go of this process's input too, which is seen elsewhere, and
  // better: who ends by that tidies up. One that is there ends this process. This is for neither.
  private static void onLineEnded(String why) {
    LOG.warn("the channel to the coordinator has ended: {}", why);
    LockSupport.parkNanos(LINE_GRACE.toNanos());
    Exits.orphaned();
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
