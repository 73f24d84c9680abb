package dev.thresher.runtime.site;

import dev.thresher.api.spi.Job;
import dev.thresher.model.Payload;
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
   */
  record Task(Job job, int index, Payload argument, Phase phase) {}

  /** How far a task has come, for all that is known here. */
  enum Phase {
    WAITING,
    /** A worker has it, or had it once. */
    SENT,
    /** It runs, or ran on a worker that is gone. */
    STARTED
  }

  private static final class Block {
    final @Nullable Job[] jobs = new Job[BLOCK];
    final int[] indices = new int[BLOCK];
    final Payload[] arguments = new Payload[BLOCK];
    final Phase[] phases = new Phase[BLOCK];
    int open;
  }

  private final Map<Long, Block> blocks = new HashMap<>();
  private long next;
  private long open;

  /** The index that the next task gets. */
  long next() {
    return next;
  }

  boolean isEmpty() {
    return open == 0;
  }

  void add(Job job, int index, Payload argument) {
    var block = blocks.computeIfAbsent(next / BLOCK, _ -> new Block());
    int at = (int) (next % BLOCK);
    block.jobs[at] = job;
    block.indices[at] = index;
    block.arguments[at] = argument;
    block.phases[at] = Phase.WAITING;
    block.open++;
    open++;
    next++;
  }

  /** Null if it has ended, or never was. */
  @Nullable Task find(long index) {
    var block = blocks.get(index / BLOCK);
    int at = (int) (index % BLOCK);
    var job = block == null ? null : block.jobs[at];
    return block == null || job == null
        ? null
        : new Task(job, block.indices[at], block.arguments[at], block.phases[at]);
  }

  /** It has come further; what is known of it never becomes less. */
  void reach(long index, Phase phase) {
    var block = blocks.get(index / BLOCK);
    int at = (int) (index % BLOCK);
    if (block != null && block.phases[at].compareTo(phase) < 0) {
      block.phases[at] = phase;
    }
  }

  /** Forgets the task; null if that was done before. */
  @Nullable Task remove(long index) {
    var task = find(index);
    if (task == null) {
      return null;
    }
    var block = blocks.get(index / BLOCK);
    if (block != null) {
      block.jobs[(int) (index % BLOCK)] = null;
      block.open--;
      if (block.open == 0 && next >= (index / BLOCK + 1) * BLOCK) {
        blocks.remove(index / BLOCK);
      }
    }
    open--;
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
