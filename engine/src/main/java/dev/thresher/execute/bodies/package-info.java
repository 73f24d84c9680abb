/**
 * What tasks can be beside the built-in kinds: commands, static methods of the user's Java classes,
 * functions of their Python modules, and objects that are called. Open {@link
 * dev.thresher.execute.bodies.TaskBodies} first, and {@link
 * dev.thresher.execute.bodies.ObjectCalls} for the last.
 *
 * <p>User code is loaded apart from the engine, sees its API and none of its libraries, and runs on
 * the thread of the slot that asks for it. Blocking calls end when their thread is interrupted.
 * Imports {@code model}, {@code task} and {@code host} and {@code api}; imported by {@code runtime}
 * and by workers.
 */
@NullMarked
package dev.thresher.execute.bodies;

import org.jspecify.annotations.NullMarked;
