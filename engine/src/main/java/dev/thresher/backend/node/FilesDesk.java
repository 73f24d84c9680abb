package dev.thresher.backend.node;

import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.share.NodeAddress;
import dev.thresher.task.StageSpec;
import dev.thresher.transfer.Fetch;
import dev.thresher.transfer.Pieces;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's desk for files: answers agents that do not see its own, and fetches what their workers
 * have made. Nothing here waits on the line's threads; what is asked beyond what is worked on at
 * once is dropped, and asked again. Safe for several threads.
 */
final class FilesDesk {
  private static final Logger LOG = LoggerFactory.getLogger(FilesDesk.class);
  private static final Duration NOTHING_COMES = Duration.ofSeconds(60);
  private static final int MOST_QUESTIONS = 32;
  private static final int MOST_READERS = 64;
  private static final int MOST_FETCHES = 4;
  private static final int MOST_OFFERS = 1024;
  private static final int ANSWERS_KEPT = 4096;

  private final FilesOfRun files;
  private final ArrivingFiles arriving;
  private final BiConsumer<NodeAddress, NodeMessage> tell;
  private final Semaphore questions = new Semaphore(MOST_QUESTIONS);
  private final Semaphore readers = new Semaphore(MOST_READERS);
  private final Semaphore ways = new Semaphore(MOST_FETCHES);
  private final Semaphore offers = new Semaphore(MOST_OFFERS);
  private final Set<Numbered> atWork = ConcurrentHashMap.newKeySet();
  private final Set<Going> going = ConcurrentHashMap.newKeySet();
  private final Map<Numbered, NodeMessage> answered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Numbered, NodeMessage> eldest) {
          return size() > ANSWERS_KEPT;
        }
      };

  private record Numbered(NodeAddress agent, long number, boolean isOffer) {}

  private record Going(Incarnation worker, Content content, Fetch fetch) {}

  FilesDesk(FilesOfRun files, ArrivingFiles arriving, BiConsumer<NodeAddress, NodeMessage> tell) {
    this.files = files;
    this.arriving = arriving;
    this.tell = tell;
  }

  /** Before any worker does. */
  void learn(StageSpec stage) {
    files.learn(stage);
  }

  /**
   * @param agent of that worker, which is one of this run's
   */
  void hear(NodeMessage message, NodeAddress agent) {
    switch (message) {
      case FilesAsked asked -> {
        var number = new Numbered(agent, asked.number(), false);
        start(questions, number, () -> answer(asked, agent));
      }
      case PieceAsked asked -> {
        if (readers.tryAcquire()) {
          Thread.ofVirtual().start(() -> send(asked, agent));
        }
      }
      case FileOffered offered -> onOffered(offered, agent);
      case Piece piece ->
          going.stream()
              .filter(one -> one.worker().equals(piece.worker()))
              .filter(one -> one.content().equals(piece.content()))
              .forEach(one -> one.fetch().arrived(piece.offset(), piece.bytes()));
      case PieceRefused refused ->
          going.stream()
              .filter(one -> one.worker().equals(refused.worker()))
              .filter(one -> one.content().equals(refused.content()))
              .forEach(one -> one.fetch().refused(refused.reason()));
      case NodeMessage _ -> {} // of no file
    }
  }

  private void start(Semaphore room, Numbered number, Runnable work) {
    if (!room.tryAcquire()) {
      return;
    }
    if (!atWork.add(number)) {
      room.release();
      return;
    }
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } finally {
            atWork.remove(number);
            room.release();
          }
        });
  }

  private void answer(FilesAsked asked, NodeAddress agent) {
    FilesAnswer answer;
    try {
      answer = files.answer(asked.question());
    } catch (RuntimeException fault) {
      LOG.error("a question for files cannot be answered", fault);
      answer = new FilesAnswer.Refused("the driver cannot tell: " + fault);
    }
    tell.accept(agent, new FilesTold(asked.run(), asked.worker(), asked.number(), answer));
  }

  private void send(PieceAsked asked, NodeAddress agent) {
    try {
      tell.accept(agent, piece(asked));
    } finally {
      readers.release();
    }
  }

  private NodeMessage piece(PieceAsked asked) {
    var content = asked.content();
    var file = files.fileOf(content);
    if (file.isEmpty()) {
      return refused(asked, "the run has announced no such file");
    }
    try {
      return new Piece(
          asked.run(),
          asked.worker(),
          content,
          asked.offset(),
          Pieces.read(file.get(), content, asked.offset()));
    } catch (IOException gone) {
      return refused(asked, file.get() + " cannot be sent: " + gone.getMessage());
    }
  }

  private static PieceRefused refused(PieceAsked asked, String reason) {
    return new PieceRefused(asked.run(), asked.worker(), asked.content(), asked.offset(), reason);
  }

  private void onOffered(FileOffered offered, NodeAddress agent) {
    var number = new Numbered(agent, offered.number(), true);
    NodeMessage before;
    synchronized (answered) {
      before = answered.get(number);
    }
    if (before == null) {
      start(offers, number, () -> take(offered, agent, number));
    } else {
      tell.accept(agent, before);
    }
  }

  private void take(FileOffered offered, NodeAddress agent, Numbered number) {
    NodeMessage answer;
    try {
      ways.acquire();
      try {
        answer =
            new FileTaken(
                offered.run(), offered.worker(), offered.number(), fetched(offered, agent));
      } finally {
        ways.release();
      }
    } catch (IOException refused) {
      answer =
          new FileRefused(
              offered.run(),
              offered.worker(),
              offered.number(),
              String.valueOf(refused.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (answered) {
      answered.put(number, answer);
    }
    tell.accept(agent, answer);
  }

  private String fetched(FileOffered offered, NodeAddress agent)
      throws IOException, InterruptedException {
    var into = arriving.begin(offered.content(), offered.purpose());
    var one = new Going(offered.worker(), offered.content(), new Fetch(NOTHING_COMES));
    going.add(one);
    try {
      one.fetch()
          .run(
              offered.content(),
              into,
              offset ->
                  tell.accept(
                      agent,
                      new PieceAsked(offered.run(), offered.worker(), offered.content(), offset)));
    } finally {
      going.remove(one);
    }
    return arriving.put(into, offered.worker(), offered.purpose());
  }
}
