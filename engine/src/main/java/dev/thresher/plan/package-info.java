/**
 * What a run is going to do, settled before anything starts: stages, their sizes, how results are
 * combined and where they go. Open {@link dev.thresher.plan.Plan} first.
 *
 * <p>Pure and immutable: everything that depends on the machine (globs, defaults, files) has been
 * resolved. Imports {@code model}, {@code task} and {@code workload}; imported by {@code schedule},
 * {@code coordinator}, {@code report}, {@code sim} and {@code runtime}.
 */
@NullMarked
package dev.thresher.plan;

import org.jspecify.annotations.NullMarked;
