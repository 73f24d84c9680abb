package dev.thresher.backend.node;

import dev.thresher.backend.WorkerExit;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Starts;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.Allotment;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the nodes of a cluster tell each other: its coordinator, an agent on each host, the driver
 * of each run. Each may be lost, arrive twice or late. So they do not say what has changed but how
 * things stand, and say it again each beat; whoever was away knows all after one.
 */
public sealed interface NodeMessage {
  /** An agent to the coordinator, each beat. */
  record AgentHere(AgentOffer offer) implements NodeMessage {}

  /** It has been entered. */
  record AgentWelcome(String agent, long life) implements NodeMessage {}

  /** To an agent: it is not let in, for a reason in words. */
  record AgentRefused(String agent, long life, String reason) implements NodeMessage {}

  /** An agent has ended in good order. */
  record AgentLeaves(String agent, long life) implements NodeMessage {}

  /** To an agent, each beat until it says that it does: take no new worker, end with the last. */
  record DrainAgent(String agent, long life) implements NodeMessage {}

  /** A driver to the coordinator, each beat. */
  record DriverHere(RunDemand demand) implements NodeMessage {}

  /** The coordinator to a driver, each beat and at each change. */
  record Allotted(Allotment allotment) implements NodeMessage {}

  /** To a driver: it gets nothing, for a reason in words. */
  record DriverRefused(RunKey run, String reason) implements NodeMessage {}

  /** A run has ended. */
  record DriverLeaves(RunKey run) implements NodeMessage {}

  /** A driver to an agent, each beat until the worker runs, has ended or is refused. */
  record StartWorker(RunKey run, NodeAddress driver, Incarnation worker, WorkerTerms terms)
      implements NodeMessage {}

  /**
   * @param forGood whether another attempt at that agent would fare the same; else there is no room
   *     now
   */
  record StartRefused(RunKey run, String agent, Incarnation worker, boolean forGood, String reason)
      implements NodeMessage {}

  /**
   * A driver to each agent at which it has workers, each beat.
   *
   * @param registered workers there that have registered with the run's coordinator
   * @param endsSeen workers of whose end the agent need not tell any more
   */
  record DriverBeat(
      RunKey run, NodeAddress driver, List<Incarnation> registered, List<Incarnation> endsSeen)
      implements NodeMessage {
    public DriverBeat {
      registered = List.copyOf(registered);
      endsSeen = List.copyOf(endsSeen);
    }
  }

  record KillWorker(RunKey run, Incarnation worker, String reason) implements NodeMessage {}

  /** A driver to an agent, each beat until none of its workers is left there. */
  record EndRun(RunKey run, Duration grace) implements NodeMessage {}

  /**
   * An agent to a driver, each beat and when a worker has started. What it has of a run of which it
   * knows nothing is nothing.
   *
   * @param life of the agent
   * @param ended workers of whose end the driver has not told that it has seen it
   */
  record TenantState(
      RunKey run, String agent, long life, List<Living> living, List<Incarnation> ended)
      implements NodeMessage {
    public TenantState {
      living = List.copyOf(living);
      ended = List.copyOf(ended);
    }

    /**
     * @param pid 0 as long as there is no process
     */
    public record Living(Incarnation worker, long pid, Instant at) {}
  }

  /** An agent to a driver, each beat until that is seen. */
  record WorkerEnded(
      RunKey run, String agent, long life, Incarnation worker, WorkerExit exit, Starts starts)
      implements NodeMessage {}

  /** The run's coordinator to a worker; the agent does not look into the frame. */
  record RelayedRequest(RunKey run, Incarnation worker, Bytes frame) implements NodeMessage {}

  /**
   * A worker to the run's coordinator; the agent does not look into the frame.
   *
   * @param worker whose channel it came by
   */
  record RelayedLetter(RunKey run, Incarnation worker, Bytes frame) implements NodeMessage {}

  /**
   * An agent to a driver, each second until it is answered: what one of its workers needs. Only of
   * hosts that do not see the driver's files, as all that follows.
   *
   * @param number of the agent's questions about this run
   */
  record FilesAsked(RunKey run, Incarnation worker, long number, FilesQuestion question)
      implements NodeMessage {}

  /** The answer. */
  record FilesTold(RunKey run, Incarnation worker, long number, FilesAnswer answer)
      implements NodeMessage {}

  /** Whoever receives a file to whoever has it, again after a while if nothing comes. */
  record PieceAsked(RunKey run, Incarnation worker, Content content, long offset)
      implements NodeMessage {}

  record Piece(RunKey run, Incarnation worker, Content content, long offset, Bytes bytes)
      implements NodeMessage {}

  /** Instead of a piece: there is none to be had, for a reason in words. */
  record PieceRefused(RunKey run, Incarnation worker, Content content, long offset, String reason)
      implements NodeMessage {}

  /**
   * An agent to a driver, each second until it is answered: a worker has made a file. The driver
   * fetches it.
   *
   * @param number of the agent's offers to this run
   */
  record FileOffered(
      RunKey run, Incarnation worker, long number, Content content, FilePurpose purpose)
      implements NodeMessage {}

  /** The driver has it there. */
  record FileTaken(RunKey run, Incarnation worker, long number, String location)
      implements NodeMessage {}

  /** The driver does not take it, for a reason in words. */
  record FileRefused(RunKey run, Incarnation worker, long number, String reason)
      implements NodeMessage {}
}
