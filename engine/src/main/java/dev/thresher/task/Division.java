package dev.thresher.task;

/**
 * A kind's work cut into pieces, one task each. The rows add to the stage's constants what tells
 * the pieces apart, such as {@code from} and {@code until}; together they cover the whole work
 * exactly once.
 */
public interface Division extends Rows {}
