package dev.thresher.runtime.site;

import dev.thresher.api.spi.Job;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.task.UserObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one stage that have not ended, by index. Indices are dense and come in order but end
 * in any: so they lie in blocks, each of which goes when its last task has. No object per task.
 */
final class OpenTasks {
  private static final int BLOCK = 256;

  /**
   * @param index of the task in its job
   * @param number counts the tasks of the executor in the order of submission
   * @param site the line of the caller's that submitted it; null if that was not a caller
   * @param objects reads its result
   */
  record Task(
      Job job,
      int index,
      long number,
      Payload argument,
      @Nullable StackTraceElement site,
      UserObjects objects,
      Phase phase) {}

  /** How far a task has come, for all that is known here. */
  enum Phase {
    WAITING,
    /** A worker has it, or had it once. */
    SENT,
    /** It runs, or ran on a worker that is gone. */
    STARTED
  }

  private static final Payload NONE = new Payload.Inline("none", Bytes.EMPTY);

  private static final class Block {
    final @Nullable Job[] jobs = new Job[BLOCK];
    final int[] indices = new int[BLOCK];
    final long[] numbers = new long[BLOCK];
    final @Nullable StackTraceElement[] sites = new StackTraceElement[BLOCK];
    final Payload[] arguments = new Payload[BLOCK];
    final Phase[] phases = new Phase[BLOCK];
    int open;
  }

  private final UserObjects objects;
  private final Map<Long, Block> blocks = new HashMap<>();
  private long next;
  private long open;

  OpenTasks(UserObjects objects) {
    this.objects = objects;
  }

  /** The index that the next task gets. */
  long next() {
    return next;
  }

  boolean isEmpty() {
    return open == 0;
  }

  void add(Job job, int index, long number, Payload argument, @Nullable StackTraceElement site) {
    var block = blocks.computeIfAbsent(next / BLOCK, _ -> new Block());
    int at = (int) (next % BLOCK);
    block.jobs[at] = job;
    block.indices[at] = index;
    block.numbers[at] = number;
    block.arguments[at] = argument;
    block.sites[at] = site;
    block.phases[at] = Phase.WAITING;
    block.open++;
    open++;
    next++;
  }

  /** Null if it has ended, or never was. */
  @Nullable Task find(long index) {
    return find(blocks.get(index / BLOCK), index);
  }

  private @Nullable Task find(@Nullable Block block, long index) {
    int at = (int) (index % BLOCK);
    var job = block == null ? null : block.jobs[at];
    return block == null || job == null
        ? null
        : new Task(
            job,
            block.indices[at],
            block.numbers[at],
            block.arguments[at],
            block.sites[at],
            objects,
            block.phases[at]);
  }

  boolean has(long index) {
    var block = blocks.get(index / BLOCK);
    return block != null && block.jobs[(int) (index % BLOCK)] != null;
  }

  /**
   * It has come further; what is known of it never becomes less. As it is then; null if it has
   * ended, or never was.
   */
  @Nullable Task reach(long index, Phase phase) {
    var block = blocks.get(index / BLOCK);
    int at = (int) (index % BLOCK);
    if (block != null && block.phases[at].compareTo(phase) < 0) {
      block.phases[at] = phase;
    }
    return find(block, index);
  }

  /** Forgets the task; null if that was done before. */
  @Nullable Task remove(long index) {
    var block = blocks.get(index / BLOCK);
    var task = find(block, index);
    if (block != null && task != null) {
      int at = (int) (index % BLOCK);
      block.jobs[at] = null;
      block.arguments[at] = NONE;
      block.open--;
      open--;
      if (block.open == 0 && next >= (index / BLOCK + 1) * BLOCK) {
        blocks.remove(index / BLOCK);
      }
    }
    return task;
  }

  /** Costs a look at each. */
  boolean hasAny(Phase phase) {
    for (var block : blocks.values()) {
      for (int at = 0; at < BLOCK; at++) {
        if (block.jobs[at] != null && block.phases[at] == phase) {
          return true;
        }
      }
    }
    return false;
  }

  /** Forgets some of them and gives them back, in the order in which they were added. */
  List<Task> removeIf(Predicate<Task> which) {
    var removed = new ArrayList<Task>();
    for (long block : blocks.keySet().stream().sorted().toList()) {
      for (long index = block * BLOCK; index < Math.min(next, (block + 1) * BLOCK); index++) {
        var task = find(index);
        if (task != null && which.test(task)) {
          remove(index);
          removed.add(task);
        }
      }
    }
    return removed;
  }
}
