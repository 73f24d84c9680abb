/**
 * What tasks are made of, apart from the built-in kinds: one class per body that can be run here.
 * Open {@link dev.thresher.execute.bodies.TaskBodies} first.
 *
 * <p>Safe for several threads. Blocking calls end when their thread is interrupted. Imports {@code
 * model} and {@code task}; imported by {@code runtime} and by workers.
 */
@NullMarked
package dev.thresher.execute.bodies;

import org.jspecify.annotations.NullMarked;
