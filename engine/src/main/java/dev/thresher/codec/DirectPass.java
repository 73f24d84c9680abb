package dev.thresher.codec;

import java.nio.file.Path;

/**
 * What opens a worker's own channel to its coordinator, once.
 *
 * @param socket where the coordinator listens, on the same host
 * @param knock by which the coordinator knows the worker
 * @param answer by which the worker knows the coordinator
 */
public record DirectPass(Path socket, Token knock, Token answer) {}
