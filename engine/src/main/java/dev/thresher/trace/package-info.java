/**
 * The moments on the way of tasks, from being handed out until the result is in, noted by
 * coordinator and workers if a comparison asks for it. Open {@link dev.thresher.trace.TaskTrace}
 * first, which writes; {@link dev.thresher.trace.TraceFiles} reads, and {@link
 * dev.thresher.trace.TaskWays} puts the notes of several processes together.
 *
 * <p>Safe for several threads. Without the system property that asks for it nothing is noted, and
 * asking costs a look at a null. Imports no other room; imported by those who carry tasks, and by
 * {@code trials}.
 */
@NullMarked
package dev.thresher.trace;

import org.jspecify.annotations.NullMarked;
