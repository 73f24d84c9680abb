package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which slot holds what, and which of them have been asked to give something back. With {@link
 * Reply#UNLIMITED} slots there is always a free one: every batch gets a number of its own.
 */
final class SlotTable {
  /** Why a slot is asked to give tasks back. */
  enum Purpose {
    /** The coordinator wants them, or the worker drains. */
    RETURN,
    /** Another slot of this worker is idle. */
    SHARE,
    /** One of them is no longer wanted; the others go on from the queue. */
    SIFT,
    /** The lease is over: they wait until the coordinator is heard of again. */
    KEEP
  }

  record Asked(HeldBatch batch, Purpose purpose) {}

  /** What one slot holds of a batch. */
  static final class Busy {
    final int slot;
    final HeldBatch batch;
    final long from;
    private long until;
    private long reported;
    private boolean nothingToGive;

    private Busy(int slot, HeldBatch batch, TaskRange tasks) {
      this.slot = slot;
      this.batch = batch;
      this.from = tasks.from();
      this.until = tasks.until();
    }

    long until() {
      return until;
    }

    /** Tasks that have not started, for all that is known: one of the unreported ones runs. */
    long mayGive() {
      return nothingToGive ? 0 : Math.max(0, until - from - reported - 1);
    }

    void reported(int results) {
      reported += results;
    }

    void gaveBack(Optional<TaskRange> tasks, Purpose purpose) {
      until = tasks.map(TaskRange::from).orElse(until);
      // Asked for a tail that had started, a slot may still have others; asked for any, it has not.
      nothingToGive |= tasks.isEmpty() && purpose != Purpose.RETURN;
    }
  }

  private final int slots;
  private final TreeMap<Integer, Busy> busy = new TreeMap<>();
  private final TreeSet<Integer> free = new TreeSet<>();
  private final Map<Integer, ArrayDeque<Asked>> asked = new HashMap<>();
  private int nextFresh;

  SlotTable(int slots) {
    this.slots = slots;
  }

  boolean isLimited() {
    return slots != Reply.UNLIMITED;
  }

  boolean hasFree() {
    return busy.size() < slots;
  }

  int freeCount() {
    return slots - busy.size();
  }

  boolean hasIdleBesideBusy() {
    return isLimited() && !busy.isEmpty() && hasFree();
  }

  /** By slot number. */
  Collection<Busy> busy() {
    return busy.values();
  }

  /** The slot that can give most, of those that have not been asked yet. */
  Optional<Busy> fullest() {
    Busy fullest = null;
    for (var candidate : busy.values()) {
      long gives = asked.containsKey(candidate.slot) ? 0 : candidate.mayGive();
      if (gives > (fullest == null ? 0 : fullest.mayGive())) {
        fullest = candidate;
      }
    }
    return Optional.ofNullable(fullest);
  }

  int occupy(HeldBatch batch, TaskRange tasks) {
    int slot = free.isEmpty() ? nextFresh++ : free.removeFirst();
    busy.put(slot, new Busy(slot, batch, tasks));
    return slot;
  }

  void release(Busy held) {
    busy.remove(held.slot);
    // An unlimited worker never uses a number twice: late words about the old batch find nothing.
    if (isLimited()) {
      free.add(held.slot);
    }
  }

  /** What the slot holds of this batch; null if it is through with it. */
  @Nullable Busy find(int slot, BatchId batch) {
    var found = busy.get(slot);
    return found != null && found.batch.id().equals(batch) ? found : null;
  }

  void ask(Busy held, Purpose purpose) {
    asked.computeIfAbsent(held.slot, _ -> new ArrayDeque<>()).add(new Asked(held.batch, purpose));
  }

  /** The question to which this is the answer; null if none was asked. */
  @Nullable Asked answered(int slot, BatchId batch) {
    var questions = asked.get(slot);
    if (questions == null || !questions.element().batch.id().equals(batch)) {
      return null;
    }
    var question = questions.remove();
    if (questions.isEmpty()) {
      asked.remove(slot);
    }
    return question;
  }

  int questions(Purpose purpose) {
    int count = 0;
    for (var questions : asked.values()) {
      for (var question : questions) {
        count += question.purpose == purpose ? 1 : 0;
      }
    }
    return count;
  }
}
