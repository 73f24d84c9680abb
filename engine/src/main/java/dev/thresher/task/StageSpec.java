package dev.thresher.task;

import dev.thresher.model.Value.Fields;

/**
 * All that a worker must know to run any task of one stage; sent to it once.
 *
 * @param stage number of the stage in its plan, from 0
 * @param name what the user calls it, for messages and logs
 * @param constants arguments that all tasks share; a row's own fields win over them
 * @param deadlineNanos from the start of a task on its worker; 0 means none
 */
public record StageSpec(
    int stage,
    String name,
    TaskBody body,
    Fields constants,
    Inputs inputs,
    Semantics semantics,
    long deadlineNanos) {}
