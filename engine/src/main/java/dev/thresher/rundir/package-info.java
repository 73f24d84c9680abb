/**
 * The files of a run: its directory, what is known of runs that have been, and results that appear
 * complete or not at all. Open {@link dev.thresher.rundir.RunDirectory} first, then {@link
 * dev.thresher.rundir.Publication}.
 *
 * <p>Whatever is made here is readable by its owner alone, except published results, which follow
 * the user's umask. Nothing existing is followed through a link planted by somebody else or
 * replaced unless asked. Imports {@code model}; imported by {@code coordinator}, {@code runtime}
 * and {@code cli}.
 */
@NullMarked
package dev.thresher.rundir;

import org.jspecify.annotations.NullMarked;
