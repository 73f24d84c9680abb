package dev.thresher.protocol;

import dev.thresher.model.TaskRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What a worker holds that is in no slot, in the order in which it will be started. */
final class PieceQueue {
  record Piece(HeldBatch batch, TaskRange tasks) {}

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void addLast(HeldBatch batch, TaskRange tasks) {
    batch.pieceAdded();
    pieces.addLast(new Piece(batch, tasks));
  }

  /** For tasks that were further ahead before: they come next. */
  void addFirst(HeldBatch batch, TaskRange tasks) {
    batch.pieceAdded();
    pieces.addFirst(new Piece(batch, tasks));
  }

  /** The next piece; it still counts as a piece of its batch. */
  Piece next() {
    return pieces.remove();
  }

  /** The same, or only its first task if each of its tasks is to have, or can have, a slot. */
  Piece next(long free) {
    var piece = pieces.remove();
    boolean apart = piece.batch.request().spread() || piece.tasks.size() <= free;
    if (piece.tasks.size() == 1 || !apart) {
      return piece;
    }
    addFirst(piece.batch, piece.tasks.dropFirst(1));
    return new Piece(piece.batch, piece.tasks.head(1));
  }

  /** Takes out this task; answers whether it was there. */
  boolean withdrawOne(HeldBatch batch, long index) {
    boolean found = false;
    for (int left = pieces.size(); left > 0; left--) {
      var piece = pieces.remove();
      var tasks = piece.tasks;
      if (piece.batch == batch && tasks.contains(index)) {
        found = true;
        batch.pieceGone();
        if (tasks.from() < index) {
          addLast(batch, tasks.head(index - tasks.from()));
        }
        if (index + 1 < tasks.until()) {
          addLast(batch, tasks.dropFirst(index + 1 - tasks.from()));
        }
      } else {
        pieces.add(piece);
      }
    }
    return found;
  }

  /** Takes out the batch's tasks with an index of {@code from} or above. */
  List<TaskRange> withdraw(HeldBatch batch, long from) {
    var withdrawn = new ArrayList<TaskRange>();
    for (int left = pieces.size(); left > 0; left--) {
      var piece = pieces.remove();
      var tasks = piece.tasks;
      if (piece.batch != batch || tasks.until() <= from) {
        pieces.add(piece);
      } else if (tasks.from() >= from) {
        withdrawn.add(tasks);
        batch.pieceGone();
      } else {
        withdrawn.add(tasks.dropFirst(from - tasks.from()));
        pieces.add(new Piece(batch, tasks.head(from - tasks.from())));
      }
    }
    return withdrawn;
  }
}
