package dev.thresher.backend.direct;

import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.codec.DirectPass;
import dev.thresher.codec.Greeting;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.Token;
import dev.thresher.codec.WireCounters;
import dev.thresher.host.PrivateSocket;
import dev.thresher.model.Incarnation;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's end of its workers' channels: listens at a socket in a directory of its own,
 * and lets in who shows the token of an incarnation that is expected and has not come yet. Safe for
 * several threads.
 */
public final class DirectListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectListener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** So many may have come without having said who they are; more are not looked at meanwhile. */
  private static final int MOST_UNKNOWN = 32;

  /** What becomes of channels; called on their threads. */
  public interface Ends {
    /** The other end has gone: the process has ended, or is about to. */
    void ended(Incarnation worker);

    /** What came was no sound message, so the channel was closed from here. */
    void refused(Incarnation worker, String why);
  }

  /** Of whom workers speak to here. */
  public interface Events extends Ends {
    void heard(FromWorker message);
  }

  /** Of who hands on what workers say, and does not read it. */
  public interface Relay extends Ends {
    void heard(Incarnation worker, byte[] frame);
  }

  private record Audience(Ends ends, BiConsumer<Guest, byte[]> hears) {}

  private final ServerSocketChannel listening;
  private final Path socket;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final WireCounters counters = new WireCounters();
  private final Semaphore unknown = new Semaphore(MOST_UNKNOWN);
  private final Map<Incarnation, Guest> guests = new ConcurrentHashMap<>();
  private final CompletableFuture<Audience> audience = new CompletableFuture<>();

  private DirectListener(ServerSocketChannel listening, Duration patience) throws IOException {
    this.listening = listening;
    this.socket = ((UnixDomainSocketAddress) listening.getLocalAddress()).getPath();
    this.patience = patience;
  }

  /**
   * Listens, and lets in who may come in; what they say waits until {@link #serve} says who is to
   * hear it.
   *
   * @param home a directory that only its owner can enter
   * @throws IOException if no socket can be made there
   */
  public static DirectListener open(Path home) throws IOException {
    return open(home, PATIENCE);
  }

  static DirectListener open(Path home, Duration patience) throws IOException {
    var listener = new DirectListener(PrivateSocket.listen(home), patience);
    Thread.ofPlatform().name("thresher-channels").daemon().start(listener::accept);
    return listener;
  }

  /** What has gone over all channels. */
  public WireCounters counters() {
    return counters;
  }

  /** Expects that incarnation. To be called once for each. */
  public DirectPass expect(Incarnation worker) {
    var pass = new DirectPass(socket, Token.random(random), Token.random(random));
    guests.put(worker, new Guest(worker, pass, counters));
    return pass;
  }

  /** What that incarnation says may be handed on: it is known that it has started. */
  public void admit(Incarnation worker) {
    var guest = guests.get(worker);
    if (guest != null) {
      guest.admit();
    }
  }

  /** That incarnation has ended: its channel is closed, its pass opens nothing any more. */
  public void forget(Incarnation worker) {
    var guest = guests.remove(worker);
    if (guest != null) {
      guest.leave();
    }
  }

  /** To be called once, or {@link #relay} is. */
  public void serve(Events whoHears) {
    audience.complete(new Audience(whoHears, (guest, frame) -> whoHears.heard(guest.read(frame))));
  }

  /** To be called once, or {@link #serve} is. */
  public void relay(Relay whoHears) {
    audience.complete(
        new Audience(whoHears, (guest, frame) -> whoHears.heard(guest.worker(), frame)));
  }

  /** Hands a frame to that incarnation; it is lost if there is no channel. */
  public void send(Incarnation worker, byte[] frame) {
    var guest = guests.get(worker);
    if (guest != null) {
      guest.send(frame);
    }
  }

  private void accept() {
    try {
      while (listening.isOpen()) {
        unknown.acquire();
        acceptOne();
      }
    } catch (InterruptedException closed) {
      // so nobody comes in any more; who is in, stays
      LOG.debug("no more channels: {}", closed.toString());
    }
  }

  private void acceptOne() throws InterruptedException {
    try {
      var peer = listening.accept();
      Thread.ofPlatform().name("thresher-channel").daemon().start(() -> receive(peer));
    } catch (ClosedChannelException end) {
      LOG.debug("no more channels");
    } catch (IOException noRoom) {
      unknown.release();
      LOG.warn("a worker cannot connect now: {}", noRoom.getMessage());
      Thread.sleep(PAUSE);
    }
  }

  private void receive(SocketChannel peer) {
    try (var channel = open(peer)) {
      converse(greet(channel), channel);
    } catch (IOException | MalformedFrameException stranger) {
      counters.refused();
      LOG.info("a connection is refused: {}", stranger.getMessage());
    }
  }

  private DirectChannel open(SocketChannel peer) throws IOException {
    try {
      return new DirectChannel(peer);
    } catch (IOException noRoom) {
      unknown.release();
      throw noRoom;
    }
  }

  private Guest greet(DirectChannel channel) throws IOException {
    try {
      var greeting = Greeting.decode(channel.first(Greeting.LARGEST, patience));
      var guest = guests.get(greeting.worker());
      if (guest == null || !guest.pass().knock().equals(greeting.token()) || !guest.use()) {
        throw new IOException("nobody is expected with this name and token");
      }
      channel.send(new Greeting(guest.worker(), guest.pass().answer()).encode());
      return guest;
    } finally {
      unknown.release();
    }
  }

  private void converse(Guest guest, DirectChannel channel) {
    try {
      guest.converse(channel, frame -> audience.join().hears().accept(guest, frame));
    } catch (IOException gone) {
      var _ = audience.thenAccept(known -> known.ends().ended(guest.worker()));
    } catch (MalformedFrameException unsound) {
      counters.refused();
      LOG.error("the channel of {} is closed: {}", guest.worker(), unsound.getMessage());
      var why = String.valueOf(unsound.getMessage());
      var _ = audience.thenAccept(known -> known.ends().refused(guest.worker(), why));
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException alreadyBroken) {
      LOG.debug("the listener: {}", alreadyBroken.toString());
    }
    guests.values().forEach(Guest::leave);
    guests.clear();
    PrivateSocket.remove(socket);
  }
}
