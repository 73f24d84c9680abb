package dev.thresher.transfer;

import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Asks for one file, piece by piece, until it is there. What comes may be told by any thread, which
 * never waits: pieces beyond those that are awaited are dropped.
 */
public final class Fetch {
  private static final long LOOK_MILLIS = 200;

  private sealed interface Arrival {}

  private record Piece(long offset, Bytes bytes) implements Arrival {}

  private record Refusal(String reason) implements Arrival {}

  private final ArrayBlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(2 * Intake.WINDOW);
  private final Duration patience;

  /**
   * @param patience how long nothing of it may come before it is given up
   */
  public Fetch(Duration patience) {
    this.patience = patience;
  }

  public void arrived(long offset, Bytes bytes) {
    arrivals.offer(new Piece(offset, bytes));
  }

  /** Who was asked has it no more, or gives it to nobody. */
  public void refused(String reason) {
    arrivals.offer(new Refusal(reason));
  }

  /**
   * Waits for it.
   *
   * @param into is made; is there only if all of it has come
   * @param ask for the piece that begins at that offset; may be lost
   * @throws TransferException if it does not come, or is not what its digest says
   */
  public void run(Content content, Path into, LongConsumer ask)
      throws IOException, InterruptedException {
    var intake = Intake.into(into, content);
    boolean whole = false;
    try {
      receive(intake, ask);
      intake.finish();
      whole = true;
    } finally {
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private void receive(Intake intake, LongConsumer ask) throws IOException, InterruptedException {
    long heardNanos = System.nanoTime();
    while (!intake.isWhole()) {
      intake.due(System.nanoTime()).forEach(ask::accept);
      switch (arrivals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        case Piece(long offset, Bytes bytes) -> {
          if (intake.accept(offset, bytes)) {
            heardNanos = System.nanoTime();
          }
        }
        case Refusal(String reason) -> throw new TransferException(reason);
        case null -> {}
      }
      if (System.nanoTime() - heardNanos > patience.toNanos()) {
        throw new TransferException(
            "nothing more came of %s for %d s".formatted(intake.content(), patience.toSeconds()));
      }
    }
  }
}
