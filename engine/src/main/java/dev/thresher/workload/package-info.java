/**
 * Workload files: text and the schemas of task kinds become a {@link
 * dev.thresher.workload.Workload}, or everything that is wrong with it, each thing with its file
 * and line. Open {@link dev.thresher.workload.WorkloadReader} first; {@link
 * dev.thresher.workload.WorkloadKeys} lists every key, {@code docs/workloads.md} explains them.
 *
 * <p>What a file says is kept apart from what it amounts to: {@code Workload} holds the user's
 * words, the plan made of it the decisions.
 *
 * <p>Pure: no threads, no clock; files are seen through {@link dev.thresher.workload.FileLookup}.
 * Imports {@code model} and {@code task}; imported by {@code plan}, {@code runtime} and {@code
 * cli}.
 */
@NullMarked
package dev.thresher.workload;

import org.jspecify.annotations.NullMarked;
