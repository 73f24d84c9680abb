package dev.thresher.backend.node;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.Peer;
import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.backend.node.NodeMessage.RelayedLetter;
import dev.thresher.backend.node.NodeMessage.RelayedRequest;
import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.UnencodableException;
import dev.thresher.codec.WireCounters;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Request;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes by a driver's line: frames of workers are read here, on the line's thread, and go to
 * the run's coordinator; the rest goes to the fleet. Safe for several threads.
 */
public final class RunLine {
  private static final Logger LOG = LoggerFactory.getLogger(RunLine.class);

  private record Audience(Consumer<FromWorker> coordinator, Consumer<NodeMessage> fleet) {}

  private final RunKey run;
  private final NodeLine line;
  private final WireCounters counters = new WireCounters();
  private final Map<Incarnation, NodeAddress> agents = new ConcurrentHashMap<>();
  private final FilesDesk desk;
  private final Set<NodeAddress> sentTo = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Audience audience;

  /**
   * Listens by that line.
   *
   * @param files what hosts that do not see the driver's files are given of them
   */
  public RunLine(RunKey run, NodeLine line, SentFiles files) {
    this.run = run;
    this.line = line;
    this.desk = files.desk(line::tell);
    line.listen(this::hear);
  }

  void serve(Consumer<FromWorker> coordinator, Consumer<NodeMessage> fleet) {
    audience = new Audience(coordinator, fleet);
  }

  /** A worker that may come is there. */
  void expect(Incarnation worker, NodeAddress agent) {
    agents.put(worker, agent);
  }

  void forget(Incarnation worker) {
    agents.remove(worker);
  }

  /** What has gone over it in envelopes. */
  public WireCounters counters() {
    return counters;
  }

  private void hear(NodeMessage message) {
    var known = audience;
    if (known == null) {
      return; // said to one who asked before
    }
    switch (message) {
      case RelayedLetter letter -> read(letter, known);
      case FilesAsked asked -> onFiles(asked, asked.run(), asked.worker());
      case PieceAsked asked -> onFiles(asked, asked.run(), asked.worker());
      case Piece piece -> onFiles(piece, piece.run(), piece.worker());
      case PieceRefused refused -> onFiles(refused, refused.run(), refused.worker());
      case FileOffered offered -> onFiles(offered, offered.run(), offered.worker());
      case NodeMessage other -> known.fleet().accept(other);
    }
  }

  // To workers that the run has now, and to nobody else.
  private void onFiles(NodeMessage message, RunKey ofRun, Incarnation worker) {
    var agent = agents.get(worker);
    if (ofRun.equals(run) && agent != null) {
      if (sentTo.add(agent)) {
        LOG.info("files of the run are sent to the host of {} at {}", worker, agent);
      }
      desk.hear(message, agent);
    }
  }

  private void read(RelayedLetter message, Audience known) {
    if (!message.run().equals(run) || !agents.containsKey(message.worker())) {
      return;
    }
    try {
      var letter = EnvelopeCodec.decodeLetter(message.frame().toArray());
      if (!letter.from().equals(message.worker())) {
        throw new MalformedFrameException(message.worker() + " speaks for " + letter.from());
      }
      counters.received((int) message.frame().length());
      known
          .coordinator()
          .accept(new FromWorker(message.worker(), letter.reply(), peer(message.worker())));
    } catch (MalformedFrameException unsound) {
      counters.refused();
      LOG.error("a letter of {} is refused: {}", message.worker(), unsound.getMessage());
    }
  }

  private Peer<ToWorker> peer(Incarnation worker) {
    return message -> {
      switch (message) {
        case FromCoordinator(var request) -> {
          var agent = agents.get(worker);
          if (request instanceof Request.Define(var stage)) {
            desk.learn(stage);
          }
          if (agent != null) {
            try {
              byte[] frame = EnvelopeCodec.encode(request);
              counters.sent(frame.length);
              line.tell(agent, new RelayedRequest(run, worker, Bytes.adopt(frame)));
            } catch (UnencodableException tooLarge) {
              LOG.error("a request to {} cannot be sent: {}", worker, tooLarge.getMessage());
            }
          }
        }
        default -> throw new IllegalArgumentException("no envelope: " + message.getClass());
      }
    };
  }
}
