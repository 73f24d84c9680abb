/**
 * What this operating system has to offer: programs on the PATH, sessions of their own for
 * processes, the ends of files. Start at {@link dev.thresher.host.OwnSession}.
 *
 * <p>Safe for several threads. Imports no other room; imported by whoever starts processes or tells
 * how they ended.
 */
@NullMarked
package dev.thresher.host;

import org.jspecify.annotations.NullMarked;
