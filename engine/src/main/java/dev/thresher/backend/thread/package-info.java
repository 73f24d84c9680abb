/**
 * Workers in the coordinator's JVM. Open {@link dev.thresher.backend.thread.ThreadFleet}: a Pekko
 * pool router on a dispatcher of its own creates and supervises the workers' shells.
 */
@NullMarked
package dev.thresher.backend.thread;

import org.jspecify.annotations.NullMarked;
