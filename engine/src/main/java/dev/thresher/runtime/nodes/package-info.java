/**
 * The processes of a cluster of several machines, put together. Open {@link
 * dev.thresher.runtime.nodes.StandingNode} first: a coordinator, or the agent of a host. {@link
 * dev.thresher.runtime.nodes.ClusterLink} is how a run's driver comes to them. Imported by {@code
 * cli} and the rest of this room.
 */
@NullMarked
package dev.thresher.runtime.nodes;

import org.jspecify.annotations.NullMarked;
