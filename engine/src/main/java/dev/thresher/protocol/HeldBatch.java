package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch that a worker took and is not through with. It may lie in several pieces: in the queue,
 * in slots, or on its way back from a slot; each of them is counted here.
 */
final class HeldBatch {
  private final RunTasks request;
  private int pieces;
  private long revokedFrom = Long.MAX_VALUE;
  private @Nullable String cancelReason;
  private final TreeMap<Long, String> cancelledTasks = new TreeMap<>();

  HeldBatch(RunTasks request) {
    this.request = request;
  }

  RunTasks request() {
    return request;
  }

  BatchId id() {
    return request.batch();
  }

  void pieceAdded() {
    pieces++;
  }

  void pieceGone() {
    pieces--;
  }

  boolean isThrough() {
    return pieces == 0;
  }

  /** Tasks from here on are not to be started any more. */
  long revokedFrom() {
    return revokedFrom;
  }

  void revokeFrom(long index) {
    revokedFrom = Math.min(revokedFrom, index);
  }

  boolean isCancelled() {
    return cancelReason != null;
  }

  /** One of its tasks is no longer wanted. Answers whether that is news. */
  boolean cancel(long index, String reason) {
    return cancelledTasks.putIfAbsent(index, reason) == null;
  }

  /** Reasons by index, of tasks in the range that are no longer wanted. */
  SortedMap<Long, String> cancelledIn(TaskRange tasks) {
    return cancelledTasks.subMap(tasks.from(), tasks.until());
  }

  /** Empty if it was not cancelled. */
  String cancelReason() {
    return cancelReason == null ? "" : cancelReason;
  }

  void cancel(String reason) {
    cancelReason = reason;
  }

  /** The request for a part of the tasks, with that part's arguments. */
  RunTasks part(TaskRange tasks) {
    if (tasks.equals(request.tasks())) {
      return request;
    }
    return new RunTasks(
        request.epoch(),
        request.batch(),
        tasks,
        request.attempt(),
        request.spread(),
        argumentsOf(tasks));
  }

  private List<Payload> argumentsOf(TaskRange tasks) {
    if (request.arguments().isEmpty()) {
      return List.of();
    }
    long first = request.tasks().from();
    return request
        .arguments()
        .subList(Math.toIntExact(tasks.from() - first), Math.toIntExact(tasks.until() - first));
  }
}
