/**
 * The main of a worker process: joining, serving, draining. Start at {@link
 * dev.thresher.worker.WorkerMain}.
 *
 * <p>Imported by nobody: the engine starts it by name, through {@code
 * dev.thresher.launch.Installation}.
 */
@NullMarked
package dev.thresher.worker;

import org.jspecify.annotations.NullMarked;
