package dev.thresher.protocol;

import dev.thresher.model.Outcome;

/**
 * How one task of a batch ended.
 *
 * @param index of the task in its stage
 * @param runNanos in the task's own code
 */
public record TaskResult(long index, Outcome outcome, long runNanos) {}
