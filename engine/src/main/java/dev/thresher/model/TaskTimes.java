package dev.thresher.model;

/** How long single tasks took in their own code, nanoseconds; quantiles within 5 %. */
public record TaskTimes(long medianNanos, long p90Nanos, long p99Nanos, long longestNanos) {}
