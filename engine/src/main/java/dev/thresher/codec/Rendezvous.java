package dev.thresher.codec;

/**
 * What a worker process is told second, once the coordinator listens.
 *
 * @param seed address of the cluster node to join, {@code pekko://system@host:port}
 * @param coordinatorRef whom to register with, as the transport spells it
 */
public record Rendezvous(String seed, String coordinatorRef) {}
