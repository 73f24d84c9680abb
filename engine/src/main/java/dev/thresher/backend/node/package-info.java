/**
 * Workers on the hosts of a cluster. Open {@link dev.thresher.backend.node.NodeMessage} first, what
 * its nodes tell each other. {@link dev.thresher.backend.node.NodeFleet} is a run's side, {@link
 * dev.thresher.backend.node.AgentActor} a host's, and {@link
 * dev.thresher.backend.node.StandingCoordinator} shares the slots out.
 *
 * <p>A worker is the same process as on one host, with a channel to its agent, which passes frames
 * on. To a host that does not see the driver's files they are sent: {@link
 * dev.thresher.backend.node.FilesDesk} is the driver's side, {@link
 * dev.thresher.backend.node.HostFiles} the host's, {@link dev.thresher.backend.node.FilesFromAgent}
 * what a worker process knows of it. The line between nodes is an actor system apart from those in
 * which things are decided. Imports {@code share} beside what the room imports; imported by {@code
 * runtime}.
 */
@NullMarked
package dev.thresher.backend.node;

import org.jspecify.annotations.NullMarked;
