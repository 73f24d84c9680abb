package dev.thresher.backend.direct;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BatchTrace;
import dev.thresher.backend.Peer;
import dev.thresher.codec.DirectPass;
import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.EnvelopeCodec.Letter;
import dev.thresher.codec.Greeting;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.UnencodableException;
import dev.thresher.codec.WireLimits;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Request;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's end of its channel to the coordinator. */
public final class DirectLine {
  private static final Logger LOG = LoggerFactory.getLogger(DirectLine.class);

  /** Where a frame of Artery's names an actor: the answer to this one goes back as it came. */
  static final String BY_THIS_CHANNEL = "direct";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DirectChannel channel;

  private DirectLine(DirectChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects and waits until coordinator and worker have shown each other who they are.
   *
   * @throws IOException if the coordinator is not there or does not know the worker
   */
  public static DirectLine open(Incarnation me, DirectPass pass) throws IOException {
    var channel = new DirectChannel(SocketChannel.open(UnixDomainSocketAddress.of(pass.socket())));
    try {
      channel.send(new Greeting(me, pass.knock()).encode());
      var answer = Greeting.decode(channel.first(Greeting.LARGEST, PATIENCE));
      if (!answer.equals(new Greeting(me, pass.answer()))) {
        throw new IOException("who answers at " + pass.socket() + " is not the coordinator");
      }
      return new DirectLine(channel);
    } catch (IOException | MalformedFrameException refused) {
      channel.close();
      throw refused;
    }
  }

  /** Whom the worker tells its replies. */
  public Peer<ToCoordinator> coordinator() {
    return message -> {
      switch (message) {
        case FromWorker(var from, var reply, _) -> send(new Letter(from, BY_THIS_CHANNEL, reply));
        default -> throw new IllegalArgumentException("no envelope: " + message.getClass());
      }
    };
  }

  private void send(Letter letter) {
    try {
      long began = TaskTrace.now();
      var frame = EnvelopeCodec.encode(letter);
      BatchTrace.since(Note.Kind.PACKED, letter.reply(), began);
      channel.send(frame);
    } catch (UnencodableException tooLarge) {
      LOG.error("a reply cannot be sent: {}", tooLarge.getMessage());
    }
  }

  /**
   * Hands on what comes, on a thread of the channel's own, until it ends.
   *
   * @param onEnd is told in words why, once
   */
  public void serve(Peer<ToWorker> worker, Consumer<String> onEnd) {
    Thread.ofPlatform().name("channel").daemon().start(() -> onEnd.accept(end(worker)));
  }

  private static Request read(byte[] frame) {
    long began = TaskTrace.now();
    var request = EnvelopeCodec.decodeRequest(frame);
    BatchTrace.since(Note.Kind.DECODED, request, began);
    return request;
  }

  private String end(Peer<ToWorker> worker) {
    try (channel) {
      channel.serve(
          WireLimits.ENVELOPE_BYTES, frame -> worker.tell(new FromCoordinator(read(frame))));
      throw new IllegalStateException("a channel is served until it ends");
    } catch (IOException | MalformedFrameException ended) {
      return String.valueOf(ended.getMessage());
    } catch (Throwable broken) {
      // Errors too: a worker that hears nothing any more must not go on beating.
      return broken.toString();
    }
  }
}
