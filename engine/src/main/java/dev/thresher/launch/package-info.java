/**
 * Starting worker JVMs and watching them. Start at {@link dev.thresher.launch.WorkerProcess};
 * {@link dev.thresher.launch.Installation} says where this installation lies and which command line
 * starts a process from it, {@link dev.thresher.launch.HeapPlan} how many this machine can hold.
 *
 * <p>Knows files and processes, but neither Pekko nor the protocol: what is written to a worker's
 * standard input are bytes to it. Every JVM of an installation gets the flags of one file, {@code
 * jvm.options}, which the launcher script reads as well. Safe for several threads. Imports {@code
 * model} and {@code host}; imported by {@code backend} and {@code runtime}.
 */
@NullMarked
package dev.thresher.launch;

import org.jspecify.annotations.NullMarked;
