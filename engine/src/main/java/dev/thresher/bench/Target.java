package dev.thresher.bench;

import dev.thresher.model.BackendKind;

/**
 * One line of the table: what is measured, beside what, and what it must reach.
 *
 * @param source where the must comes from, in words
 */
record Target(
    BenchWorkload workload,
    BackendKind backend,
    Metric metric,
    Yardstick yardstick,
    Must must,
    String source) {}
