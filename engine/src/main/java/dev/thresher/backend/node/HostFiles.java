package dev.thresher.backend.node;

import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.codec.NodeCodec;
import dev.thresher.host.FileTree;
import dev.thresher.host.PrivateSocket;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import dev.thresher.transfer.ContentCache;
import dev.thresher.transfer.Fetch;
import dev.thresher.transfer.Pieces;
import dev.thresher.transfer.TransferException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one run at an agent that does not see the driver's: answers its worker processes,
 * asks the driver, keeps what comes in the host's cache. No text of the driver's becomes a path,
 * apart from the last name of a file in a directory of its own. Safe for several threads.
 */
final class HostFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostFiles.class);
  private static final OwnJars OWN_JARS = new OwnJars(System.getProperty("java.class.path", ""));
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Without a driver there is no tenant any more; one that is there may have much to read. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration NOTHING_COMES = Duration.ofSeconds(60);

  /** Files on their way here at once: what is on the line stays small, whatever runs here. */
  private static final int AT_ONCE = 2;

  private static final int MOST_CONNECTIONS = 1024;

  /** Pieces that are read at once; whoever asks for more does not get them. */
  private static final int MOST_READERS = 64;

  private final RunKey run;
  private final NodeLine line;
  private final Supplier<NodeAddress> driver;
  private final ContentCache cache;
  private final Path home;
  private final ServerSocketChannel listening;
  private final Path socket;
  private final HostUses uses;
  // Another life of this agent begins elsewhere, so that no answer is taken for one of its own.
  private final AtomicLong numbers =
      new AtomicLong(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE / 2));
  private final Map<Long, CompletableFuture<NodeMessage>> asked = new ConcurrentHashMap<>();
  private final Map<Content, Fetch> fetches = new ConcurrentHashMap<>();
  private final Map<Long, Offer> offers = new ConcurrentHashMap<>();
  private final Semaphore ways = new Semaphore(AT_ONCE);
  private final Semaphore readers = new Semaphore(MOST_READERS);
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

  private record Offer(Content content, Path file) {}

  private HostFiles(
      RunKey run,
      NodeLine line,
      Supplier<NodeAddress> driver,
      ContentCache cache,
      Path home,
      ServerSocketChannel listening)
      throws IOException {
    this.run = run;
    this.line = line;
    this.driver = driver;
    this.cache = cache;
    this.home = home;
    this.listening = listening;
    this.socket = ((UnixDomainSocketAddress) listening.getLocalAddress()).getPath();
    this.uses = new HostUses(home.resolve("in"));
  }

  /**
   * Answers workers from now on.
   *
   * @param home of the run on this host, on the file system of the cache
   * @param place of its own for the socket
   */
  static HostFiles open(
      RunKey run,
      NodeLine line,
      Supplier<NodeAddress> driver,
      ContentCache cache,
      Path home,
      Path place)
      throws IOException {
    var files = new HostFiles(run, line, driver, cache, home, PrivateSocket.listen(place));
    Thread.ofPlatform().name("thresher-files").daemon().start(files::accept);
    return files;
  }

  Path socket() {
    return socket;
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        var peer = listening.accept();
        if (connections.tryAcquire()) {
          Thread.ofVirtual().start(() -> serve(peer));
        } else {
          peer.close();
        }
      } catch (IOException closed) {
        LOG.debug("no more requests for files: {}", closed.toString());
      }
    }
  }

  private void serve(SocketChannel peer) {
    try (peer) {
      var request = FilesTalk.readRequest(new DataInputStream(Channels.newInputStream(peer)));
      var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(peer)));
      FilesTalk.write(answer(request), out);
    } catch (IOException | RuntimeException gone) {
      LOG.debug("a request for files is dropped: {}", gone.toString());
    } finally {
      connections.release();
    }
  }

  private FilesTalk.Answer answer(FilesTalk.Request request) {
    try {
      return switch (request) {
        case FilesTalk.Needs(Incarnation worker, FilesQuestion question) ->
            supply(worker, question);
        case FilesTalk.Released(Incarnation worker, TaskId task) -> {
          uses.release(worker, task);
          yield new FilesTalk.Places(Map.of());
        }
        case FilesTalk.Hands(Incarnation worker, FilePurpose purpose, String file) ->
            new FilesTalk.Location(offer(worker, own(file), purpose, PATIENCE));
      };
    } catch (IOException refused) {
      return new FilesTalk.Refused(String.valueOf(refused.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new FilesTalk.Refused("the agent ends");
    }
  }

  private Path own(String file) throws IOException {
    var path = Path.of(file).normalize();
    if (!path.startsWith(home) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new TransferException(file + " is no file of this run");
    }
    return path;
  }

  private FilesTalk.Answer supply(Incarnation worker, FilesQuestion question)
      throws IOException, InterruptedException {
    long number = numbers.incrementAndGet();
    var answer = await(number, new FilesAsked(run, worker, number, question), PATIENCE);
    return switch (answer) {
      case FilesTold(_, _, _, FilesAnswer.Refused(String reason)) -> new FilesTalk.Refused(reason);
      case FilesTold(_, _, _, FilesAnswer.Made _) -> new FilesTalk.Made(NodeCodec.encode(answer));
      case FilesTold(_, _, _, FilesAnswer.Known(List<FilesAnswer.Named> files)) ->
          new FilesTalk.Places(places(worker, question, files));
      case NodeMessage _ -> throw new TransferException("the driver has answered something else");
    };
  }

  private Map<String, String> places(
      Incarnation worker, FilesQuestion question, List<FilesAnswer.Named> files)
      throws IOException, InterruptedException {
    var places = new LinkedHashMap<String, String>();
    for (var file : files) {
      var own = OWN_JARS.find(file.name(), file.content());
      if (own.isPresent()) {
        places.put(file.text(), own.get().toString());
        continue;
      }
      var use = cache.use(file.content(), (content, into) -> fetch(worker, content, into));
      places.put(file.text(), uses.keep(worker, question, file.name(), use).toString());
    }
    return places;
  }

  private void fetch(Incarnation worker, Content content, Path into)
      throws IOException, InterruptedException {
    ways.acquire();
    var fetch = new Fetch(NOTHING_COMES);
    fetches.put(content, fetch);
    try {
      fetch.run(
          content,
          into,
          offset -> line.tell(driver.get(), new PieceAsked(run, worker, content, offset)));
    } finally {
      fetches.remove(content);
      ways.release();
    }
  }

  /**
   * Offers a file of this run to the driver and waits until it has it.
   *
   * @return where the driver has it
   */
  String offer(Incarnation worker, Path file, FilePurpose purpose, Duration patience)
      throws IOException, InterruptedException {
    var content = Pieces.contentOf(file);
    long number = numbers.incrementAndGet();
    offers.put(number, new Offer(content, file));
    try {
      var answer = await(number, new FileOffered(run, worker, number, content, purpose), patience);
      return switch (answer) {
        case FileTaken taken -> taken.location();
        case FileRefused refused -> throw new TransferException(refused.reason());
        case NodeMessage _ -> throw new TransferException("the driver has answered something else");
      };
    } finally {
      offers.remove(number);
    }
  }

  private NodeMessage await(long number, NodeMessage question, Duration patience)
      throws IOException, InterruptedException {
    var answer = new CompletableFuture<NodeMessage>();
    asked.put(number, answer);
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (System.nanoTime() < until && listening.isOpen()) {
        line.tell(driver.get(), question);
        try {
          return answer.get(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          // it may be lost, or takes its time
        }
      }
      throw new TransferException(
          listening.isOpen()
              ? "the driver has not answered for " + patience.toSeconds() + " s"
              : "the run ends here");
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    } finally {
      asked.remove(number);
    }
  }

  /** What the driver says of files. Never waits. */
  void hear(NodeMessage message) {
    switch (message) {
      case FilesTold told -> complete(told.number(), told);
      case FileTaken taken -> complete(taken.number(), taken);
      case FileRefused refused -> complete(refused.number(), refused);
      case Piece piece -> {
        var fetch = fetches.get(piece.content());
        if (fetch != null) {
          fetch.arrived(piece.offset(), piece.bytes());
        }
      }
      case PieceRefused refused -> {
        var fetch = fetches.get(refused.content());
        if (fetch != null) {
          fetch.refused(refused.reason());
        }
      }
      case PieceAsked piece -> {
        if (readers.tryAcquire()) {
          Thread.ofVirtual().start(() -> send(piece));
        }
      }
      case NodeMessage _ -> {} // of no file
    }
  }

  private void complete(long number, NodeMessage answer) {
    var waits = asked.get(number);
    if (waits != null) {
      waits.complete(answer);
    }
  }

  // Only what is offered now; asked for again if it is not answered.
  private void send(PieceAsked asked) {
    // Of several files with the same content any will do.
    var offer =
        offers.values().stream()
            .filter(known -> known.content().equals(asked.content()))
            .findFirst();
    try {
      if (offer.isPresent()) {
        var bytes = Pieces.read(offer.get().file(), asked.content(), asked.offset());
        line.tell(
            driver.get(), new Piece(run, asked.worker(), asked.content(), asked.offset(), bytes));
      }
    } catch (IOException gone) {
      line.tell(
          driver.get(),
          new PieceRefused(
              run, asked.worker(), asked.content(), asked.offset(), String.valueOf(gone)));
    } finally {
      readers.release();
    }
  }

  /** That worker has ended: what it used may go. */
  void ended(Incarnation worker) {
    uses.release(worker);
  }

  @Override
  public void close() {
    try {
      listening.close();
      PrivateSocket.remove(socket);
      uses.releaseAll();
      FileTree.delete(home);
    } catch (IOException stays) {
      LOG.warn("{} stays: {}", home, stays.toString());
    }
  }
}
