/**
 * Workers in processes of their own. Open {@link dev.thresher.backend.process.ProcessFleet} first;
 * {@link dev.thresher.backend.process.Nursery} starts them, already before there is an actor.
 *
 * <p>The fleet knows processes and their ends, the cluster's members, and nothing of tasks. Its
 * actor never blocks: processes are started and written to by the nursery's own thread. Imported by
 * {@code runtime}.
 */
@NullMarked
package dev.thresher.backend.process;

import org.jspecify.annotations.NullMarked;
