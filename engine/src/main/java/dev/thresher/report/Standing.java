package dev.thresher.report;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a run and its tasks stand, as its files tell.
 *
 * @param run its id
 * @param end how it ended, in words; empty while it goes on
 * @param detail of the end, a sentence; empty if there is none
 * @param resumable whether it has a ledger to go on from
 * @param stages those with tasks, by their numbers
 * @param workers that are there
 * @param lost the last workers that ended unexpectedly, oldest first
 */
public record Standing(
    String run,
    Optional<String> end,
    String detail,
    boolean resumable,
    List<Stage> stages,
    List<Worker> workers,
    List<LostWorker> lost) {
  public Standing {
    stages = List.copyOf(stages);
    workers = List.copyOf(workers);
    lost = List.copyOf(lost);
  }

  /**
   * @param tasks empty if that comes out during the run
   * @param again tasks that were tried in vain and have not ended
   * @param needs stages that have to end before
   * @param over of these, the one whose tasks are followed as they come
   * @param maxParallel tasks at once, empty for no limit
   * @param skips whether those that need it go on without its failed tasks
   */
  public record Stage(
      int number,
      String name,
      OptionalLong tasks,
      long completed,
      long failed,
      long again,
      List<Integer> needs,
      OptionalInt over,
      OptionalLong maxParallel,
      boolean skips,
      double longestPauseMillis) {
    public Stage {
      needs = List.copyOf(needs);
    }

    long ended() {
      return completed + failed;
    }

    boolean isOver() {
      return tasks.isPresent() && ended() >= tasks.getAsLong();
    }
  }

  /**
   * @param slots 0 until it has come up, empty for no limit
   */
  public record Worker(String name, long pid, OptionalInt slots, List<Running> running) {
    public Worker {
      running = List.copyOf(running);
    }
  }

  /**
   * @param millis since its start, when its worker last told
   */
  public record Running(TaskId task, double millis) {}

  /**
   * @param endedBy in words
   */
  public record LostWorker(String name, long pid, String endedBy) {}

  /** How a task ended. */
  public record Ended(int attempt, Incarnation by, Outcome outcome, long runNanos) {}

  /**
   * Attempts that came to nothing.
   *
   * @param failures of them, those that were the task's own
   */
  public record Tried(int attempts, int failures) {}

  /** Tasks of a stage that run. */
  long running(int stage) {
    return workers.stream()
        .flatMap(worker -> worker.running().stream())
        .filter(running -> running.task().stage() == stage)
        .count();
  }

  /** Tasks that could run at once; empty for no limit. */
  OptionalLong slots() {
    return workers.stream().anyMatch(worker -> worker.slots().isEmpty())
        ? OptionalLong.empty()
        : OptionalLong.of(workers.stream().mapToLong(one -> one.slots().orElse(0)).sum());
  }

  long busy() {
    return workers.stream().mapToLong(worker -> worker.running().size()).sum();
  }
}
