/**
 * Runs user code: slots, their threads, cancellation, deadlines and what tasks print. Open {@link
 * dev.thresher.execute.Slots} first.
 *
 * <p>User code runs on threads of this room only, never on an actor's, and whatever it throws ends
 * as an {@code Outcome}. No Pekko here. Imports {@code model}, {@code task}, {@code protocol},
 * {@code data}, {@code host} and of {@code api} what tasks implement; imported by {@code backend}
 * and {@code runtime}.
 */
@NullMarked
package dev.thresher.execute;

import org.jspecify.annotations.NullMarked;
