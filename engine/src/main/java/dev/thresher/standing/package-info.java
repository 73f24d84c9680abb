/**
 * What a standing cluster keeps on this host's disk for those who ask: where its coordinator
 * listens, the token that lets them in, the detached runs, and the processes that were started in
 * the background. Open {@link dev.thresher.standing.CoordinatorHome} first, then {@link
 * dev.thresher.standing.Jobs}. No Pekko: verbs that only ask use it and must be up at once.
 *
 * <p>Imports {@code model}, {@code share}, {@code remote}, {@code host}, {@code launch}, {@code
 * rundir}; imported by {@code http}, {@code runtime} and {@code cli}.
 */
@NullMarked
package dev.thresher.standing;

import org.jspecify.annotations.NullMarked;
