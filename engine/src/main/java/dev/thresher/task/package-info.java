/**
 * What a task is, apart from where it runs: {@link dev.thresher.task.TaskKind} (the built-in kinds'
 * contract), {@link dev.thresher.task.TaskBody} (what a stage runs), {@link
 * dev.thresher.task.Inputs} (over which rows) and {@link dev.thresher.task.StageSpec} (all of it,
 * as sent to workers). Open {@code StageSpec} first.
 *
 * <p>Pure: values and contracts, no threads, no clock, no I/O. Imports {@code model}; imported by
 * every room that plans, schedules, carries or executes.
 */
@NullMarked
package dev.thresher.task;

import org.jspecify.annotations.NullMarked;
