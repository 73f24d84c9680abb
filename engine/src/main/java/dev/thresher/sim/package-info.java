/**
 * The shipped scheduler and the shipped worker state machine, run against each other on a virtual
 * clock with a network, workers and a fleet that misbehave by a seed; and around them the shipped
 * commit rule and resumption, with a disk and coordinators that do. Open {@link
 * dev.thresher.sim.Simulation} first, then {@link dev.thresher.sim.DurableRun}.
 *
 * <p>Pure: no threads, clock or I/O; one seed gives one history, to the byte, in every JVM. {@link
 * dev.thresher.sim.Checker} and {@link dev.thresher.sim.DurableChecker} judge that history by what
 * can be seen from outside. Imports the pure rooms; imported by tests.
 */
@NullMarked
package dev.thresher.sim;

import org.jspecify.annotations.NullMarked;
