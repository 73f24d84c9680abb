/**
 * Results of durable executors: what of a program's calls has been made in an earlier life of it.
 * Start at {@link dev.thresher.runtime.recorded.RecordedResults}.
 *
 * <p>Safe for several threads.
 */
@NullMarked
package dev.thresher.runtime.recorded;

import org.jspecify.annotations.NullMarked;
