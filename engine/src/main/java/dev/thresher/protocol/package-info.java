/**
 * What a coordinator and a worker say to each other, and what a worker decides. Open {@link
 * dev.thresher.protocol.Request} and {@link dev.thresher.protocol.Reply} first, then {@link
 * dev.thresher.protocol.WorkerMachine}.
 *
 * <p>The same for every backend: a worker in the coordinator's JVM and one in another process run
 * the same machine. Pure: no actor references, threads, clocks or I/O; time is an argument. Every
 * message may arrive twice or late and is then without effect: batch, attempt, epoch and
 * incarnation tell copies apart. Imports {@code model} and {@code task}.
 */
@NullMarked
package dev.thresher.protocol;

import org.jspecify.annotations.NullMarked;
