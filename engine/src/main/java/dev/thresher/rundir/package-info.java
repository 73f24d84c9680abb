/**
 * The files of a run: its directory, what is known of runs that have been, and results that appear
 * complete or not at all. Open {@link dev.thresher.rundir.RunDirectory} first, then {@link
 * dev.thresher.rundir.Publication}.
 *
 * <p>Whatever is made here is readable by its owner alone, except published results, which follow
 * the user's umask. Nothing existing is followed through a link planted by somebody else or
 * replaced unless asked. Imports {@code model}, {@code data} and {@code host}; imported by {@code
 * runtime}, {@code cli} and the worker's main.
 */
@NullMarked
package dev.thresher.rundir;

import org.jspecify.annotations.NullMarked;
