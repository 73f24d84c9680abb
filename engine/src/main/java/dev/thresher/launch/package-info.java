/**
 * Starting worker JVMs and watching them. Start at {@link dev.thresher.launch.WorkerProcess};
 * {@link dev.thresher.launch.HeapPlan} says how many of them this machine can hold.
 *
 * <p>Knows files and processes, but neither Pekko nor the protocol: what is written to a worker's
 * standard input are bytes to it. Safe for several threads. Imports {@code model}; imported by
 * {@code backend} and {@code runtime}.
 */
@NullMarked
package dev.thresher.launch;

import org.jspecify.annotations.NullMarked;
