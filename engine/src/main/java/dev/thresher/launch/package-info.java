/**
 * Starting worker JVMs: where this installation lies and which command line starts a process from
 * it. Start at {@link dev.thresher.launch.Installation}.
 *
 * <p>Imports {@code model}; imported by {@code backend}. Knows files and processes, but neither
 * Pekko nor the protocol. Every JVM of an installation gets the flags of one file, {@code
 * jvm.options}, which the launcher script reads as well.
 */
@NullMarked
package dev.thresher.launch;

import org.jspecify.annotations.NullMarked;
