/**
 * Processes for one piece of the caller's code each, {@code dev.thresher.api.WorkerProcess}. Start
 * at {@link dev.thresher.runtime.spawn.Spawning}.
 *
 * <p>Safe for several threads.
 */
@NullMarked
package dev.thresher.runtime.spawn;

import org.jspecify.annotations.NullMarked;
