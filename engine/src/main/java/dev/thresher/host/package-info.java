/**
 * What this operating system has to offer: programs on the PATH, sessions of their own for
 * processes, their ends, sockets that no other user reaches, the ends of files, directories as a
 * whole. Start at {@link dev.thresher.host.OwnSession}. Also what ends a JVM whose heap stays full,
 * {@link dev.thresher.host.FullHeapWatch}, and the moments at which fault tests end a process:
 * {@link dev.thresher.host.CrashPoints}.
 *
 * <p>Safe for several threads. Imports no other room; imported by whoever starts processes, tells
 * how they ended, has such a moment, or shows that it still works.
 */
@NullMarked
package dev.thresher.host;

import org.jspecify.annotations.NullMarked;
