/**
 * The main of a worker process: by its channel or as a node of a cluster: joining, serving,
 * draining. Start at {@link dev.thresher.worker.WorkerMain}.
 *
 * <p>Imported by nobody: the engine starts it by name, as {@code
 * dev.thresher.launch.WorkerCommand#MAIN_CLASS}.
 */
@NullMarked
package dev.thresher.worker;

import org.jspecify.annotations.NullMarked;
