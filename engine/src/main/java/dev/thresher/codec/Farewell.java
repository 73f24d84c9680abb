package dev.thresher.codec;

/**
 * What a worker process is told last: to end in good order.
 *
 * @param reason for its log; never empty
 */
public record Farewell(String reason) {}
