package dev.thresher.model;

/** Names one dispatch of a range to one worker; never used twice within a run's epoch. */
public record BatchId(long value) {}
