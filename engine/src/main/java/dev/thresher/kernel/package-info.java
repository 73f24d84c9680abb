/**
 * The mathematics of the built-in kinds, apart from files, time and the engine: random pairs
 * ({@link dev.thresher.kernel.GaussianPairs}), primes ({@link dev.thresher.kernel.PrimeSieve}),
 * unbalanced trees ({@link dev.thresher.kernel.TreeWalk}), words ({@link
 * dev.thresher.kernel.WordTable}) and the Mandelbrot set ({@link
 * dev.thresher.kernel.MandelbrotView}). The first is the one to open first.
 *
 * <p>Pure: JDK only, no I/O, no threads, no clock, no randomness. Every answer is the same bit for
 * bit in every JVM and however the work was cut: sums are exact, and logarithms come from {@link
 * StrictMath}. Long computations go forward in steps of at most a few milliseconds, so that the
 * caller can stop between two of them. Imported by {@code kinds} only.
 */
@NullMarked
package dev.thresher.kernel;

import org.jspecify.annotations.NullMarked;
