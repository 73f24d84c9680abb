/**
 * Runs tasks. Open {@link dev.thresher.execute.Slots} first.
 *
 * <p>User code runs on threads that belong to slots, never on an actor's thread, and whatever it
 * throws becomes an outcome. No Pekko. Imports {@code model}, {@code task}, {@code protocol} and
 * {@code data}; imported by {@code backend} and {@code runtime}.
 */
@NullMarked
package dev.thresher.execute;

import org.jspecify.annotations.NullMarked;
