package dev.thresher.workload;

import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import java.util.List;

/**
 * What a stage computes, before it is known over what.
 *
 * @param body as workers are told
 * @param code what it takes and gives, and whether it may be repeated; need not be able to run here
 * @param named for messages: {@code kind primes}, {@code method steps}
 * @param reserved keys in {@code task} that are no arguments
 * @param divides whether the code cuts its own work where there is no {@code each}; otherwise that
 *     is one task
 */
record TaskHead(
    TaskBody body, TaskKind code, String named, List<String> reserved, boolean divides) {
  TaskHead {
    reserved = List.copyOf(reserved);
  }
}
