package dev.thresher.api;

/**
 * How one item of a {@link Mapping} ended.
 *
 * @param index of the item in the input, from 0
 * @param input the very object that was mapped
 */
public record MappedItem<A, R>(long index, A input, TaskOutcome<R> outcome) {}
