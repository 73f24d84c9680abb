/**
 * The shipped scheduler and the shipped worker state machine, run against each other on a virtual
 * clock with a network, workers and a fleet that misbehave by a seed. Open {@link
 * dev.thresher.sim.Simulation} first.
 *
 * <p>Pure: no threads, clock or I/O; one seed gives one history, to the byte, in every JVM. {@link
 * dev.thresher.sim.Checker} judges that history by what can be seen from outside. Imports the pure
 * rooms; imported by tests.
 */
@NullMarked
package dev.thresher.sim;

import org.jspecify.annotations.NullMarked;
