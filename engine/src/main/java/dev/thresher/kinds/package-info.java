/**
 * The kinds that the engine brings along, as {@link dev.thresher.task.TaskKind}s: parameters,
 * pieces and results around the mathematics of {@code kernel}, with access to files and time. Open
 * {@link dev.thresher.kinds.BuiltinKinds} first; {@code docs/kinds.md} describes each kind.
 *
 * <p>Whatever way the work is cut, the finished result is the same, bit for bit. Every kind asks
 * every few milliseconds whether it was cancelled. Imports {@code model}, {@code task} and {@code
 * kernel}.
 */
@NullMarked
package dev.thresher.kinds;

import org.jspecify.annotations.NullMarked;
