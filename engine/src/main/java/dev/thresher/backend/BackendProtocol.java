package dev.thresher.backend;

import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Starts;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.task.Inputs;
import java.time.Duration;
import java.time.Instant;

/**
 * What coordinator, workers and the fleet that starts them tell each other.
 *
 * <p>Only {@link FromWorker} and {@link FromCoordinator} may cross to another process; everything
 * else stays within one JVM and has no encoding.
 */
public interface BackendProtocol {

  /** To the actor that coordinates a run. */
  sealed interface ToCoordinator {}

  /**
   * A worker speaks. Crosses the wire; may arrive twice.
   *
   * @param worker where to answer; the same for all messages of one incarnation
   */
  record FromWorker(Incarnation from, Reply reply, Peer<ToWorker> worker)
      implements ToCoordinator {}

  /**
   * The fleet has started an incarnation; it will register by itself. On threads it shares the
   * coordinator's pid.
   */
  record WorkerStarted(Incarnation worker, long pid, Instant at) implements ToCoordinator {}

  /**
   * The incarnation is a member of the coordinator's cluster, with status Up. Never said on
   * threads, nor of workers that have channels; says nothing about registration, which comes
   * earlier or later.
   *
   * @param address of its node, with the port on which it listens
   */
  record WorkerUp(Incarnation worker, String address) implements ToCoordinator {}

  /**
   * The incarnation has ended, or could not be started. Exactly once for each that was asked for.
   *
   * @param starts what it had started by then, of the tasks that may start once only
   */
  record WorkerExited(Incarnation worker, WorkerExit exit, Starts starts)
      implements ToCoordinator {}

  /** Answers {@link StopAll}: no process or thread of the fleet is left. */
  record FleetStopped() implements ToCoordinator {}

  /**
   * The fleet is to give back the slots of that worker when what it runs has ended; another one
   * waits in its place then. Local.
   */
  record GiveBack(Incarnation worker, String reason) implements ToCoordinator {}

  /** Nothing new starts; the run ends when what runs has ended. Local. */
  record DrainRun() implements ToCoordinator {}

  /** Everything stops now. Local. */
  record CancelRun(String reason) implements ToCoordinator {}

  /**
   * Rows over which a stage runs are there. Local.
   *
   * @param size of them, from the first on
   * @param whole whether these are all
   */
  record RowsReady(int stage, Inputs inputs, long size, boolean whole) implements ToCoordinator {}

  /** So much more of what was committed has been combined and written. Local. */
  record TakenIn(long results, long bytes) implements ToCoordinator {}

  /** Whoever submits tasks, or cancels them, has something to tell: it is to be asked. Local. */
  record SubmitterCalls() implements ToCoordinator {}

  /** More of the ledger is on disk, or nothing more will be: it is to be asked. Local. */
  record LedgerCalls() implements ToCoordinator {}

  /** Time has passed; the coordinator sends it to itself. */
  record CoordinatorTick() implements ToCoordinator {}

  /** To one worker. */
  sealed interface ToWorker {}

  /** The coordinator speaks. Crosses the wire; may arrive twice. */
  record FromCoordinator(Request request) implements ToWorker {}

  /** A slot of this worker reports; within its JVM. */
  record FromSlots(WorkerEvent event) implements ToWorker {}

  /** What slots have reported meanwhile is to be told; the worker sends it to itself. */
  record ReportsWait() implements ToWorker {}

  /** A beat has passed; the worker sends it to itself. */
  record WorkerTick() implements ToWorker {}

  /** To the actor that starts, watches and stops the workers of a run. */
  sealed interface ToFleet {}

  /** Fill the places {@code w1} to {@code w<workers>} with their first incarnations. Once. */
  record Start(int workers) implements ToFleet {}

  /** Fill a place again after {@code pause}; {@code number} is the new incarnation's. */
  record Replace(WorkerId worker, int number, Duration pause) implements ToFleet {}

  /**
   * The coordinator has heard this incarnation register. Without it the fleet takes the worker for
   * stuck after {@code thresher.processes.start-timeout} and kills it.
   */
  record Registered(Incarnation worker) implements ToFleet {}

  /** End this incarnation by force; {@link WorkerExited} follows. */
  record Kill(Incarnation worker, String reason) implements ToFleet {}

  /**
   * Start nothing more, end every worker and answer {@link FleetStopped}; each worker's {@link
   * WorkerExited} comes before it.
   *
   * @param grace time to end by themselves before they are killed
   */
  record StopAll(Duration grace) implements ToFleet {}
}
